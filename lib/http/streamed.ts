/**
 * An answer whose text or bytes are made while it is sent. The first chunk is asked for before the answer begins, so that a refusal
 * is a problem document and not a file that breaks off.
 */
export async function streamed(
  chunks: AsyncGenerator<string | Uint8Array>,
  headers: Record<string, string>,
): Promise<Response> {
  const first = await chunks.next();
  const encoder = new TextEncoder();
  let next: IteratorResult<string | Uint8Array> | null = first;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const chunk = next ?? (await chunks.next());
      next = null;
      if (chunk.done) controller.close();
      else controller.enqueue(typeof chunk.value === "string" ? encoder.encode(chunk.value) : chunk.value);
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
  return new Response(body, { headers });
}
