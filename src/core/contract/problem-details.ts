/*
 * What the `detail` of a problem says, for the problems that the OpenAPI document has examples of. The service and the
 * document use the same functions, so that an example says what the answer says.
 */

/** @param reason of the JSON parser */
export const notJson = (reason: string) => `The body is not JSON: ${reason}.`;

export const bodyTooLarge = (bytes: number) => `The body may have at most ${bytes} bytes.`;

export const compressedBody = () => 'Send the body without a content-encoding.';

/** @param known the options of the path */
export const unknownOption = (shown: string, known: readonly string[]) =>
  `${shown} is not an option: ${known.length > 0 ? known.join(', ') : 'this path has none'}.`;

/** @param count how many values are wrong, such as `2` or `More than 100`; 1 in the examples */
export const invalidValues = (count: number | string) =>
  `${count} ${count === 1 ? 'value is' : 'values are'} not what the model expects`;

export const keyRequired = () => 'Send a valid API key in the header x-api-key.';

export const keyRateExceeded = (limit: number, period: number) =>
  `This key may send ${limit} requests in ${period} seconds.`;

/** @param place such as `a request` */
export const tierRows = (tier: string, rows: number, place: string) =>
  `The tier ${tier} of this key allows ${rows} rows in ${place}.`;

export const unknownModel = (model: string) => `There is no model ${model}; GET /models lists the models.`;

export const unknownVariant = (model: string, variant: string, variants: readonly string[]) =>
  `The model ${model} has no variant ${variant}; its variants: ${variants.join(', ')}.`;

/** @param methods those of the path */
export const otherMethods = (methods: readonly string[]) => `Use ${methods.join(' or ')}.`;

export const headerTooLong = (header: string, characters: number) =>
  `The header ${header} may have at most ${characters} characters.`;
