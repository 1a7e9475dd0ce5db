import security from '../../../.github/SECURITY.md?raw';

/** The number that SECURITY.md states where a pattern has its group. */
export function stated(pattern: RegExp): number {
  const [, digits] = pattern.exec(security) ?? [];
  if (digits === undefined) throw new Error(`SECURITY.md does not say ${pattern}`);
  return Number(digits.replaceAll(',', ''));
}

/** The table of limits. */
export const LIMITS = {
  body: stated(/^\| body \| ([\d,]+) bytes/m),
  rows: stated(/^\| rows of a batch, or of tensors \| ([\d,]+) /m),
  line: stated(/^\| a line of NDJSON \| ([\d,]+) characters/m),
  explained: stated(/^\| rows with `explain`.* \| ([\d,]+) at once/m),
  nesting: stated(/^\| nesting of JSON \| (\d+) /m),
  category: stated(/^\| a category that is spelled freely \| (\d+) UTF-16 units/m),
  tensors: stated(/^\| tensors, and outputs, of a request to `\/v2` \| ([\d,]+) each/m),
  sizes: stated(/^\| tensors, and outputs.* with shapes of (\d+) sizes/m),
  subject: stated(/^\| `x-subject` \| (\d+) characters/m),
  requestId: stated(/^\| `x-request-id` \| (\d+) characters/m),
  errors: stated(/^\| errors, and warnings, of an answer \| (\d+) /m),
};
