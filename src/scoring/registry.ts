import type { Artifact } from '../core/artifact.ts';
import { parseArtifact } from '../core/check.ts';
import { compileEncoder, type RowEncoder } from '../core/encode.ts';
import { compileIntervals, type IntervalScorer, parseDraws } from '../core/interval.ts';
import { compileRowReader, type RowReader } from '../core/row-reader.ts';
import { compileScorer, type Scorer } from '../core/score.ts';

/** A variant of a model, ready to answer. */
export interface Variant {
  artifact: Artifact;
  /** The same object for all variants of a model, unless their fields differ. */
  encoder: RowEncoder;
  reader: RowReader;
  scorer: Scorer;
  /** For a variant with draws of its coefficients, which are loaded when first needed and then kept. */
  intervals?: () => Promise<IntervalScorer>;
}

/** The models that are bundled with the Worker. */
export interface Registry {
  /** A variant, compiled when first needed and then kept. @throws {ArtifactError} for an artifact that is wrong */
  variant(model: string, variant: string): Variant;
}

/** An artifact of the bundle: its JSON text, or the parsed value. */
export interface Bundled {
  model: string;
  variant: string;
  json: unknown;
  /** Loads the draws of the coefficients, for a variant that has them. */
  draws?: LoadDraws;
}

type LoadDraws = () => Promise<{ default: ArrayBuffer }>;

/** A registry that compiles nothing at the start, so that many models do not slow the start down. */
export function createRegistry(artifacts: readonly Bundled[]): Registry {
  const models = Map.groupBy(artifacts, ({ model }) => model);
  /** By fields: variants with the same fields share an encoder. */
  const encoders = new Map<string, RowEncoder>();
  const compiled = new Map<string, Variant>();

  function compile(model: string, variant: string): Variant {
    const bundled = models.get(model)?.find((candidate) => candidate.variant === variant);
    if (bundled === undefined) throw new Error(`${model}/${variant} is not bundled`);
    const json: unknown = typeof bundled.json === 'string' ? JSON.parse(bundled.json) : bundled.json;
    const artifact = parseArtifact(json, `${model}/${variant}`);
    const fields = JSON.stringify(artifact.fields);
    const encoder = encoders.get(fields) ?? compileEncoder(artifact.fields);
    encoders.set(fields, encoder);
    const { draws } = bundled;
    return {
      artifact,
      encoder,
      reader: compileRowReader(encoder),
      scorer: compileScorer(artifact),
      ...(draws && { intervals: once(artifact, draws) }),
    };
  }

  return {
    variant(model, variant) {
      const name = `${model}/${variant}`;
      const ready = compiled.get(name);
      if (ready) return ready;
      const made = compile(model, variant);
      compiled.set(name, made);
      return made;
    },
  };
}

/** Keeps the loaded value and not its promise, because a promise belongs to the request that created it. */
function once(artifact: Artifact, load: LoadDraws): () => Promise<IntervalScorer> {
  let loaded: IntervalScorer | undefined;
  return async () => {
    loaded ??= compileIntervals(artifact, parseDraws((await load()).default, artifact.features));
    return loaded;
  };
}
