import { runBff } from '../../shared/index.ts';

await runBff({ settingsFile: 'bffs/partner/bff.yaml' });
