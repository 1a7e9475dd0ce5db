/** What an option adds to the answer to a row, and the name of the list of them in the answer to a batch. */
export const PLURALS = {
  decision: 'decisions',
  interval: 'intervals',
  explanation: 'explanations',
  counterfactual: 'counterfactuals',
} as const;
