// Prints `N passed, N failed` (and what was skipped) from vitest's JSON report; a file that did not load is a failure.
import { readFileSync } from 'node:fs';

const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(
  readFileSync(process.argv[2], 'utf8'),
);
const notLoaded = testResults.filter(({ status, assertionResults }) => status === 'failed' && !assertionResults.length);
if (numPendingTests > 0) console.log(`${numPendingTests} skipped`);
console.log(`${numPassedTests} passed, ${numFailedTests + notLoaded.length} failed`);
