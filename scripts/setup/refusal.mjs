/** Something outside the product is not as it must be: the message is one sentence that says what to do. */
export class Refusal extends Error {}

/** Runs a command to its end; a refusal becomes its sentence on stderr and exit code 1, anything else keeps its stack. */
export async function runOrRefuse(main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof Refusal ? error.message : error);
    process.exit(1);
  }
}
