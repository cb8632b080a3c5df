import { runTogether } from '../support/run-together.ts';

runTogether('unit');
