/** The schemas of answers to the rows of warehouses, by name. */
export function positionalAnswers(): Record<string, object> {
  const probability = { type: ['number', 'null'], minimum: 0, maximum: 1 };
  const description = 'Probabilities of the positive class, in order; null for a row that is refused.';
  const pair = { type: 'array', items: { type: ['number', 'null'] }, minItems: 2, maxItems: 2 };
  return {
    CallsAnswer: answer('replies', probability, description),
    DataAnswer: answer('data', pair, `The number of each row, and its probability. ${description}`),
  };
}

function answer(member: string, items: object, description: string) {
  return { type: 'object', properties: { [member]: { type: 'array', items, description } }, required: [member] };
}
