import { existsSync } from 'node:fs';
import { config as loadDotenv } from 'dotenv';
import { DEFAULT_DATABASE_URL, databaseFile, isPostgres } from "../../store/address.js";
import { UsageError } from "./usage-error.js";
/** Works with the bot's store, which may be running meanwhile. @throws {UsageError} when there is none. */
export async function withStore(work) {
    loadDotenv({ quiet: true });
    const url = process.env.DATABASE_URL?.trim() || DEFAULT_DATABASE_URL;
    if (!isPostgres(url) && !existsSync(databaseFile(url))) {
        throw new UsageError(`There is no database at ${databaseFile(url)} yet. Start the bot once, or set DATABASE_URL.`);
    }
    // Only here: the other commands need no database.
    const { openStore } = await import("../../store/open.js");
    const store = await openStore(url);
    try {
        return await work(store);
    }
    finally {
        await store.close();
    }
}
