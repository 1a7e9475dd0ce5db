/** A member name as a JSON Pointer of one step (RFC 6901, section 3). */
export function jsonPointer(member: string): string {
  return `/${member.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
