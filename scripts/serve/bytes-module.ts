/** The source of a module whose default export is bytes, as wrangler gives them to a Worker. For Node. */
export function bytesModule(contents: Buffer): string {
  const text = JSON.stringify(contents.toString('base64'));
  return `export default new Uint8Array(Buffer.from(${text}, 'base64')).buffer;`;
}
