import { runningCluster } from './embedded';

/** The database as its owner: the one that is set, else the running demo's. Null when there is neither: that is said, and the command ends with 2. */
export function ownerUrl(): string | null {
  const url = process.env['DATABASE_OWNER_URL'] ?? runningCluster('.doorstep')?.url('doorstep_owner');
  if (url !== undefined) return url;
  process.stderr.write('Set DATABASE_OWNER_URL to the address of the database, signed in as doorstep_owner; or start the demo first: npm start\n');
  process.exitCode = 2;
  return null;
}
