import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { ColumnTypeEnum, bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';
import { migrationsFolder, readMigrations } from '../../server/platform/migrate.js';
import { projectRoot } from '../../server/platform/paths.js';

/** Node's global, which @types/node 20 leaves out. */
declare const WebAssembly: {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: { __wbindgen_start(): void } } }>;
};

const CHAR_OID = 18;
const TEXT_OID = 25;
const CHAR_MARK = '\u0000char';

/**
 * The SQL that would turn the tables of a database into those of prisma/schema; '' when they agree. Prisma's own schema engine
 * compares, from the WebAssembly its npm package ships: the command line would download a native one.
 * @param url a database with every migration applied
 */
export async function schemaDiff(url: string): Promise<string> {
  return withEngine(url, async (engine) => {
    const { stdout } = await engine.diff({
      from: { tag: 'schemaDatasource', files: await readSchema(), configDir: projectRoot },
      to: { tag: 'schemaDatamodel', files: await readSchema() },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    return /^-- This is an empty migration\.\s*$/.test(stdout ?? '') ? '' : (stdout ?? '').trim();
  });
}

/** What `prisma migrate status` would say of a database's ledger and the folder of migrations, by the engine that says it. */
export async function migrationStatus(url: string, folder: string = migrationsFolder): Promise<engineModule.DiagnoseMigrationHistoryOutput> {
  const migrations = await readMigrations(folder);
  return withEngine(url, (engine) =>
    engine.diagnoseMigrationHistory({
      migrationsList: {
        baseDir: folder,
        lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
        shadowDbInitScript: '',
        migrationDirectories: migrations.map(({ name, sql }) => ({ path: name, migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } } })),
      },
      optInToShadowDatabase: false,
      filters: { externalTables: [], externalEnums: [] },
    }),
  );
}

async function withEngine<T>(url: string, work: (engine: engineModule.SchemaEngine) => Promise<T>): Promise<T> {
  await loadEngine();
  const pool = new pg.Pool({ connectionString: url });
  const datamodels = (await readSchema()).map((file): [string, string] => [file.path, file.content]);
  const engine = await engineModule.SchemaEngine.new({ datamodels }, () => undefined, bindMigrationAwareSqlAdapterFactory(new CatalogueReader(markingChars(pool))));
  try {
    return await work(engine);
  } finally {
    engine.free();
    await pool.end();
  }
}

/**
 * The adapter refuses columns of the catalogue's one-byte type "char", which the engine reads. They pass through it as text under a
 * marked name, and get their own type on the way out.
 */
class CatalogueReader extends PrismaPg {
  override async connect(): ReturnType<PrismaPg['connect']> {
    const adapter = await super.connect();
    const read = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (sql) => {
      const { columnNames, columnTypes, rows } = await read(sql);
      return {
        columnNames: columnNames.map((name) => name.replace(CHAR_MARK, '')),
        columnTypes: columnTypes.map((type, column) => (columnNames[column]?.endsWith(CHAR_MARK) ? ColumnTypeEnum.Character : type)),
        rows,
      };
    };
    return adapter;
  }
}

function markingChars(pool: pg.Pool): pg.Pool {
  const query = async (config: pg.QueryArrayConfig): Promise<pg.QueryArrayResult> => {
    const result = await pool.query(config);
    for (const field of result.fields.filter(({ dataTypeID }) => dataTypeID === CHAR_OID)) {
      field.dataTypeID = TEXT_OID;
      field.name += CHAR_MARK;
    }
    return result;
  };
  return new Proxy(pool, {
    get(target, name) {
      if (name === 'query') return query;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

async function readSchema(): Promise<{ path: string; content: string }[]> {
  const folder = path.join(projectRoot, 'prisma/schema');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.prisma')).sort();
  return Promise.all(names.map(async (name) => ({ path: path.join(folder, name), content: await readFile(path.join(folder, name), 'utf8') })));
}

// The engine hands the words of a panic to this global before it stops.
Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => process.stderr.write(`schema engine: ${message}\n`) } });

let loaded: Promise<void> | undefined;

/** What a bundler would do with the package's `import … from '….wasm'`, which Node 20 does not know. */
function loadEngine(): Promise<void> {
  return (loaded ??= (async () => {
    const file = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg').replace(/\.js$/, '.wasm');
    const { instance } = await WebAssembly.instantiate(await readFile(file), { './schema_engine_bg.js': engineModule });
    engineModule.__wbg_set_wasm(instance.exports);
    instance.exports.__wbindgen_start();
  })());
}
