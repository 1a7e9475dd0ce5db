const MONTHS_OF_31 = '(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])';
const MONTHS_OF_30 = '(0[469]|11)-(0[1-9]|[12][0-9]|30)';
const FEBRUARY = '02-(0[1-9]|1[0-9]|2[0-8])';
const LEAP_DAY = '(19(0[48]|[2468][048]|[13579][26])|20([02468][048]|[13579][26]))-02-29';
const DATE = `((19|20)[0-9][0-9]-(${MONTHS_OF_31}|${MONTHS_OF_30}|${FEBRUARY})|${LEAP_DAY})`;
const CLOCK = '([01][0-9]|2[0-3]):[0-5][0-9](:([0-5][0-9]|60)([.][0-9]+)?)?';
const OFFSET = '([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])?';

/**
 * The timestamps that the core takes, in the regular expressions that all dialects share: groups, classes and alternatives.
 * Unlike that of the core, it knows how many days a month has.
 */
export const TIMESTAMP_PATTERN = `${DATE}([Tt ]${CLOCK}${OFFSET})?`;
