import { runBff } from '../../shared/index.ts';

await runBff({ settingsFile: 'bffs/web/bff.yaml' });
