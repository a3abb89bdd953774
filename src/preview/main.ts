import { config as loadDotenv } from 'dotenv';
import { startPreview } from './server.ts';

/** Free on most machines, and the same each time, so that an open tab finds the page again. */
const PORT = 4272;

loadDotenv({ quiet: true });
const wanted = process.argv[2];
if (wanted !== undefined && !/^\d{1,5}$/.test(wanted)) {
  process.stderr.write('Say the port as a number: npm run preview -- 8080\n');
  process.exit(1);
}
try {
  const directory = process.env.KNOWLEDGE_DIR || 'knowledge';
  const preview = await startPreview(directory, Number(wanted ?? PORT)).catch((error: unknown) => {
    const isTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE' && wanted === undefined;
    if (!isTaken) throw error;
    return startPreview(directory, 0);
  });
  process.stdout.write(
    `Open ${preview.address} in your browser. Only this machine can reach it; saving a file in ${directory}/ updates it.\nCtrl+C ends.\n`,
  );
  const stop = (): void => void preview.stop().finally(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  process.stderr.write(
    code === 'EADDRINUSE'
      ? `Port ${wanted} is taken. Without a number, the preview finds one itself: npm run preview\n`
      : `${message}\n`,
  );
  process.exit(1);
}
