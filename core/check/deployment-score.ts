/** The score of a deployment from those of its functions. The worst weigh most: the n-th worst half as much as the one before. */
export function deploymentScore(scores: readonly number[]): number {
  if (scores.length === 0) return 100;
  let weight = 1;
  let sum = 0;
  let total = 0;
  for (const score of [...scores].sort((a, b) => a - b)) {
    sum += score * weight;
    total += weight;
    weight /= 2;
  }
  return Math.round(sum / total);
}
