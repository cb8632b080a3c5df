import { runBff } from '../../shared/index.ts';

await runBff({ settingsFile: 'bffs/tv/bff.yaml' });
