/** Somebody who answered every held-out row of a split: logits in the order of the rows. */
export interface Contender {
  name: string;
  kind: 'variant' | 'baseline' | 'rival';
  logits: Float64Array;
}
