import { runBff } from '../../shared/index.ts';

await runBff({ settingsFile: 'bffs/mobile/bff.yaml' });
