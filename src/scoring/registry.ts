import type { Artifact } from '../core/artifact.ts';
import { parseArtifact } from '../core/check.ts';
import { compileEncoder, type RowEncoder } from '../core/encode.ts';
import { compileIntervals, type IntervalScorer, parseDraws } from '../core/interval.ts';
import { compileRowReader, type RowReader } from '../core/row-reader.ts';
import { compileScorer, type Scorer } from '../core/score.ts';
import { createLruCache } from './lru-cache.ts';

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

/**
 * How much an isolate keeps compiled, as characters of the artifacts' JSON. A compiled variant takes about three times its
 * JSON. Variants that were not used lately are compiled again when a request needs them, which takes milliseconds.
 */
const MOST_COMPILED = 5_000_000;

/** The models that are bundled with the Worker. */
export interface Registry {
  /** A variant, compiled when needed and kept while it is used. @throws {ArtifactError} for an artifact that is wrong */
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

/**
 * A registry that compiles nothing at the start, so that many models do not slow the start down.
 * @param mostCompiled how much it keeps compiled, as characters of JSON
 */
export function createRegistry(artifacts: readonly Bundled[], mostCompiled = MOST_COMPILED): Registry {
  const bundled = new Map(artifacts.map((one) => [`${one.model}/${one.variant}`, one]));
  const compiled = createLruCache<Variant>(mostCompiled);

  function compile(name: string, text: string, draws: LoadDraws | undefined): Variant {
    const artifact = parseArtifact(JSON.parse(text), name);
    const encoder = encoderOf(artifact);
    return {
      artifact,
      encoder,
      reader: compileRowReader(encoder),
      scorer: compileScorer(artifact),
      ...(draws && { intervals: once(artifact, draws) }),
    };
  }

  /** That of another variant of the model with the same fields, if there is one: a shadow scores the same cells. */
  function encoderOf({ model, fields }: Artifact): RowEncoder {
    const text = JSON.stringify(fields);
    for (const { artifact, encoder } of compiled.values()) {
      if (artifact.model === model && JSON.stringify(artifact.fields) === text) return encoder;
    }
    return compileEncoder(fields);
  }

  return {
    variant(model, variant) {
      const name = `${model}/${variant}`;
      const ready = compiled.get(name);
      if (ready) return ready;
      const found = bundled.get(name);
      if (found === undefined) throw new Error(`${name} is not bundled`);
      const { json, draws } = found;
      const text = typeof json === 'string' ? json : JSON.stringify(json);
      const made = compile(name, text, draws);
      compiled.add(name, made, text.length);
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
