/** What the work yields, or an error where that takes longer than the deadline; the work itself goes on unheard. */
export async function withDeadline<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer = 0;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
