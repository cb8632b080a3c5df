#!/usr/bin/env node
import module from 'node:module';

// Node 22 and later keep compiled code between starts.
module.enableCompileCache?.();
await import('../dist/shared/cli/main.js');
