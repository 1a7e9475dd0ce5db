import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Artifact } from '../../src/core/artifact.ts';
import { parseDraws } from '../../src/core/interval.ts';
import { Failure, progress } from '../cli/command.ts';
import { sum } from '../maths/vector.ts';
import { drawsName, readArtifact } from '../models/artifacts.ts';
import type { RecalibrationEffect } from '../recalibrate/recalibrate-in-order.ts';
import type { Ranking } from '../study/contender.ts';
import type { Study } from '../study/study.ts';
import { rowsDigest } from '../training/artifact/rows-digest.ts';
import { scored } from '../training/figures/metrics.ts';
import { drawDistribution, drawReliability } from './draw/answers.ts';
import { contenderColor } from './draw/contender-style.ts';
import { drawCosts } from './draw/costs.ts';
import { drawInteraction } from './draw/crosses.ts';
import { drawCurves } from './draw/curves.ts';
import { drawField } from './draw/field.ts';
import { drawNumberField } from './draw/number-field.ts';
import { drawRecalibration } from './draw/recalibration.ts';
import { sensitiveFields } from './group-tables.ts';
import { fieldCells } from './measures/field-cells.ts';
import { fieldEffects } from './measures/field-effects.ts';
import { interactions } from './measures/interactions.ts';
import { inNumberGroups } from './measures/number-groups.ts';

/** A picture of a report: its file name without `.svg`, and what it shows in a few words. */
export interface Picture {
  name: string;
  shows: string;
  svg: string;
}

const MOST_INTERACTIONS = 3;

/** The answers of all contenders to the held-out rows of every split, sorted. */
export function rankingsOf({ splits }: Study): Ranking[] {
  return splits.flatMap(({ split, contenders, ...held }) =>
    contenders.map((contender) => {
      return { split, contender, held, set: scored(contender.logits, held.weight, held.positives) };
    }),
  );
}

/** All pictures of a model, those of single fields last. None shows the values of a sensitive field, however few have one. */
export function* drawPictures(
  study: Study,
  rankings: readonly Ranking[],
  { variants, recalibration }: { variants: readonly string[]; recalibration: RecalibrationEffect | undefined },
): Generator<Picture> {
  const { definition, rows, model } = study;
  const classes = definition.classes;
  const positive = classes[1];
  const about = variants[0]!;
  const own = rankings.filter(({ contender }) => contender.kind === 'variant');
  yield { name: 'roc', shows: 'ROC curves', svg: drawCurves('roc', rankings, classes) };
  const precision = drawCurves('precision-recall', rankings, classes);
  yield { name: 'precision-recall', shows: 'precision and recall', svg: precision };
  yield { name: 'reliability', shows: 'reliability', svg: drawReliability(own, about, positive) };
  yield { name: 'answers', shows: 'distribution of the answers', svg: drawDistribution(own, about, classes) };
  yield { name: 'costs', shows: 'cost curve', svg: drawCosts(own, about, positive) };
  if (recalibration) {
    const svg = drawRecalibration(about, recalibration.periods, positive);
    yield { name: 'recalibration', shows: 'recalibration week by week', svg };
  }
  const artifacts = variants.map((variant) => trainedVariant(model, variant, rowsDigest(rows)));
  const crossed = artifacts.find(({ artifact }) => artifact.features.some(({ type }) => type === 'cross'));
  const sensitive = sensitiveFields(definition);
  for (const interaction of crossed ? interactions(crossed.artifact, rows, MOST_INTERACTIONS) : []) {
    const names = [interaction.first.name, interaction.second.name];
    if (names.some((name) => sensitive.includes(name))) continue;
    const svg = drawInteraction(crossed!.artifact.variant, interaction);
    yield { name: `cross-${names.map(fileName).join('-')}`, shows: `${names.join(' and ')} together`, svg };
  }
  const baseRate = sum(rows.positives) / sum(rows.weight);
  for (const field of rows.fields.filter(({ name, type }) => type !== 'timestamp' && !sensitive.includes(name))) {
    progress(`${model}: ${field.name}`);
    const binned = artifacts.flatMap(({ artifact }) => artifact.fields.filter(({ name }) => name === field.name))[0]!;
    const measured = binned.type === 'number' ? inNumberGroups(rows, binned) : rows;
    const effects = artifacts.map(({ artifact, draws }) => {
      const { contender } = own.find((ranking) => ranking.contender.name === artifact.variant)!;
      const color = contenderColor(contender, own);
      return { variant: artifact.variant, color, effects: fieldEffects(artifact, draws, field, measured) };
    });
    const svg =
      binned.type === 'number'
        ? drawNumberField(binned, rows, effects)
        : drawField(field, fieldCells(field, rows), effects, { positive, baseRate });
    yield { name: `field-${fileName(field.name)}`, shows: `effect of ${field.name}`, svg };
  }
}

function trainedVariant(model: string, variant: string, data: string) {
  const path = join('models', model, `${variant}.json`);
  const artifact: Artifact = readArtifact(path);
  if (artifact.training.data !== data) {
    throw new Failure(`${path} was trained on other rows than these: npm run train -- ${model}`);
  }
  const file = join('models', model, drawsName(variant));
  const draws = existsSync(file) ? parseDraws(new Uint8Array(readFileSync(file)).buffer, artifact.features) : undefined;
  return { artifact, draws };
}

function fileName(field: string): string {
  return field.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
}
