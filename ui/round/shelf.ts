// What lies on the device: the lock, the visits that were taken along, and reports with their
// photos until the service has them.
import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import { open, openBytes, seal, sealBytes, type Lock, type Sealed } from "./lock";
import type { Owed, Taken } from "./exchange";

/** A report as it lies here. Names and values are those of the form. */
export interface Report {
  /** Given by the device: the service tells by it that it has the report already. */
  key: string;
  /** The visit that it is of. */
  visit: Owed;
  fields: [string, string][];
  /** The keys of its photos. */
  photos: string[];
  /** Finished and waiting for the network, or still being written. */
  done: boolean;
  /** What the service said when it could not take it. */
  fault: string;
}

interface Shelves extends DBSchema {
  lock: { key: "lock"; value: Lock };
  taken: { key: "taken"; value: Sealed };
  /** In the order in which they were begun. */
  reports: { key: number; value: { key: string; sealed: Sealed }; indexes: { key: string } };
  photos: { key: string; value: { kind: string; sealed: Sealed } };
}

/** There is no room left on the device. */
export class Full extends Error {}

const NAME = "leye-round";

function guarded<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    throw error instanceof DOMException && error.name === "QuotaExceededError" ? new Full() : error;
  });
}

export class Shelf {
  private constructor(private readonly db: IDBPDatabase<Shelves>) {}

  static async at(): Promise<Shelf> {
    const db = await openDB<Shelves>(NAME, 1, {
      upgrade(fresh) {
        fresh.createObjectStore("lock");
        fresh.createObjectStore("taken");
        fresh.createObjectStore("reports", { autoIncrement: true }).createIndex("key", "key", { unique: true });
        fresh.createObjectStore("photos");
      },
    });
    return new Shelf(db);
  }

  lock(): Promise<Lock | undefined> {
    return this.db.get("lock", "lock");
  }

  /** Begins anew under another lock: nothing that lies here can be read any more. */
  async begin(lock: Lock): Promise<void> {
    await this.forget();
    await guarded(this.db.put("lock", lock, "lock"));
  }

  /** Wipes everything. */
  async forget(): Promise<void> {
    const all = this.db.transaction(["lock", "taken", "reports", "photos"], "readwrite");
    await Promise.all([
      all.objectStore("lock").clear(),
      all.objectStore("taken").clear(),
      all.objectStore("reports").clear(),
      all.objectStore("photos").clear(),
      all.done,
    ]);
  }

  async keepTaken(key: CryptoKey, taken: Taken): Promise<void> {
    await guarded(this.db.put("taken", await seal(key, taken), "taken"));
  }

  async taken(key: CryptoKey): Promise<Taken | null> {
    const sealed = await this.db.get("taken", "taken");
    return sealed ? open<Taken>(key, sealed) : null;
  }

  /** The visit was delivered: what was taken along for it is not needed any more. */
  async dropTaken(key: CryptoKey, visit: string): Promise<void> {
    const taken = await this.taken(key);
    if (!taken) return;
    await this.keepTaken(key, { ...taken, visits: taken.visits.filter((one) => one.id !== visit) });
  }

  async keepReport(key: CryptoKey, report: Report): Promise<void> {
    const sealed = await seal(key, report);
    const change = this.db.transaction("reports", "readwrite");
    const place = await change.store.index("key").getKey(report.key);
    await guarded(
      Promise.all([
        place === undefined
          ? change.store.add({ key: report.key, sealed })
          : change.store.put({ key: report.key, sealed }, place),
        change.done,
      ]),
    );
  }

  /** Changes a report that was finished: under another key, for the service may have the first. */
  async changeReport(key: CryptoKey, report: Report): Promise<Report> {
    const changed = { ...report, key: crypto.randomUUID(), done: false };
    await this.keepReport(key, changed);
    await this.drop({ ...report, photos: [] });
    return changed;
  }

  /** Every report, in the order in which they were begun. */
  async reports(key: CryptoKey): Promise<Report[]> {
    const kept = await this.db.getAll("reports");
    return Promise.all(kept.map((one) => open<Report>(key, one.sealed)));
  }

  /** How many there are, also while locked. */
  waiting(): Promise<number> {
    return this.db.count("reports");
  }

  /** The service has it: the report and its photos go. */
  async drop(report: Report): Promise<void> {
    const change = this.db.transaction(["reports", "photos"], "readwrite");
    const place = await change.objectStore("reports").index("key").getKey(report.key);
    await Promise.all([
      place === undefined ? undefined : change.objectStore("reports").delete(place),
      ...report.photos.map((photo) => change.objectStore("photos").delete(photo)),
      change.done,
    ]);
  }

  async keepPhoto(key: CryptoKey, name: string, photo: Blob): Promise<void> {
    const sealed = await sealBytes(key, await photo.arrayBuffer());
    await guarded(this.db.put("photos", { kind: photo.type, sealed }, name));
  }

  async photo(key: CryptoKey, name: string): Promise<Blob | null> {
    const kept = await this.db.get("photos", name);
    return kept ? new Blob([await openBytes(key, kept.sealed)], { type: kept.kind }) : null;
  }

  async dropPhoto(name: string): Promise<void> {
    await this.db.delete("photos", name);
  }
}
