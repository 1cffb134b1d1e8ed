/** Why one policy could not be evaluated: it is skipped and reported, whatever its effect. Not an Error: there is no stack to keep. */
export class Failure {
  constructor(readonly message: string) {}
}

/** What the compiler leaves to Cedar itself. */
export class NotCovered {
  constructor(readonly what: string) {}
}
