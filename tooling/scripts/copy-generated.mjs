// tsc leaves .js and .d.ts sources where they are: carries a package's generated protobuf code into its dist folder.
import { cpSync, existsSync } from 'node:fs';

if (existsSync('src/generated')) cpSync('src/generated', 'dist/generated', { recursive: true });
