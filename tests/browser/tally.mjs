// Counts checks and tells those that failed.

export class Tally {
  passed = 0;
  failed = 0;

  /** A check passes if there are no problems. Each kind of problem is told once. */
  check(what, problems) {
    const told = [...new Set(problems)];
    if (told.length === 0) {
      this.passed += 1;
      return;
    }
    this.failed += 1;
    console.log(`FAILED ${what}`);
    for (const problem of told.slice(0, 12)) console.log(`       ${problem}`);
    if (told.length > 12) console.log(`       and ${told.length - 12} more`);
  }

  /** The last line of the report. */
  line() {
    return `${this.passed} passed, ${this.failed} failed`;
  }
}
