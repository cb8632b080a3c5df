#!/usr/bin/env node
import '../dist/shared/cli/main.js';
