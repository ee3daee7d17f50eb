//! What moving a whole storage needs: of every table one page in the order of its key, one
//! row to add, and a count. A test holds [`TABLES`] against the migrations.
//!
//! Two tables are left out: `schema_migrations`, which the target writes itself, and
//! `witness`, which speaks of files in the folder that is left behind.

/// One table as it is moved: row by row, as stored.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// Of what kind its key is: so many columns, from the first.
    pub key: &'static [Kind],
    /// All columns, the key first, in the order of the statements.
    pub columns: &'static [&'static str],
    /// A page of rows after a key: the key's values, then how many.
    pub page: &'static str,
    /// Adds a row.
    pub add: &'static str,
    /// How many rows there are.
    pub count: &'static str,
}

/// What kind of value a column of a key holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A whole number.
    Int,
}

impl Table {
    /// True if the key begins with the county, by which the table is spread.
    pub fn is_spread(&self) -> bool {
        self.columns.first() == Some(&"county")
    }
}

/// The parameters of as many columns, `$1, $2, …`, or the one that comes `after` them.
macro_rules! places {
    (@ [$last:ident] [$place:literal $($rest:literal)*]) => { $place };
    (@ [$first:ident $($more:ident)+] [$place:literal $($rest:literal)*]) => {
        concat!($place, ", ", places!(@ [$($more)+] [$($rest)*]))
    };
    (@after [] [$place:literal $($rest:literal)*]) => { $place };
    (@after [$first:ident $($more:ident)*] [$place:literal $($rest:literal)*]) => {
        places!(@after [$($more)*] [$($rest)*])
    };
    (after $($column:ident)*) => {
        places!(@after [$($column)*] ["$1" "$2" "$3" "$4" "$5"])
    };
    ($($column:ident)*) => {
        places!(@ [$($column)*] ["$1" "$2" "$3" "$4" "$5" "$6" "$7" "$8" "$9" "$10" "$11" "$12" "$13" "$14"
            "$15" "$16" "$17" "$18" "$19" "$20" "$21" "$22" "$23" "$24"])
    };
}

macro_rules! listed {
    ($first:ident $($more:ident)*) => { concat!(stringify!($first) $(, ", ", stringify!($more))*) };
}

macro_rules! tables {
    ($($table:ident [$($key:ident: $kind:ident),+] $($column:ident)*;)*) => {
        /// Every table that is moved, in an order in which no row comes before one that it
        /// refers to.
        pub const TABLES: &[Table] = &[$(Table {
            name: stringify!($table),
            key: &[$(Kind::$kind),+],
            columns: &[$(stringify!($key),)+ $(stringify!($column)),*],
            page: concat!(
                "SELECT ", listed!($($key)+ $($column)*), " FROM ", stringify!($table),
                " WHERE (", listed!($($key)+), ") > (", places!($($key)+), ") ORDER BY ", listed!($($key)+),
                " LIMIT ", places!(after $($key)+)
            ),
            add: concat!(
                "INSERT INTO ", stringify!($table), " (", listed!($($key)+ $($column)*), ") VALUES (",
                places!($($key)+ $($column)*), ")"
            ),
            count: concat!("SELECT COUNT(*) FROM ", stringify!($table)),
        }),*];
        /// Name and text of every statement of this module.
        pub const ALL: &[(&str, &str)] = &[$(
            (concat!("PAGE_OF_", stringify!($table)), TABLES[index::$table as usize].page),
            (concat!("ADD_TO_", stringify!($table)), TABLES[index::$table as usize].add),
            (concat!("COUNT_OF_", stringify!($table)), TABLES[index::$table as usize].count),
        )*];
        /// Where a table stands in the list.
        #[allow(non_camel_case_types)]
        enum index { $($table),* }
    };
}

tables! {
    agencies [code: Text] level name_hans name_hant parent bureau office is_virtual close_of_business phone
        address active;
    users [name: Text] display_name role agency password_hash identity_hash active must_change version
        created_at;
    sessions [token_hash: Text] user_name csrf created_at seen_at expires_at;
    api_tokens [token_hash: Text] user_name label created_at expires_at;
    calendar_years [year: Int] imported_at source;
    calendar_days [date: Text] year kind name;
    settings [name: Text] value;
    packs [files_hash: Text] pack_hash id kept_at files;
    person_keys [county: Text, person: Text] wrapped;
    people [county: Text, id: Text] id_hash phone_hash station body version erased;
    person_tokens [county: Text, token: Text, person: Text];
    applications [county: Text, id: Text] person station office bureau state at_agency holder worked version
        submitted_at opened_day closed pending_receipts notice_until body;
    employers [county: Text, id: Text] credit_code name agency body version;
    dossiers [county: Text, id: Text] kind person station office bureau state class holder place since version body;
    duties [county: Text, id: Text] kind subject holder agency station office bureau due_at auto_at step
        article person version begun_at ring_at;
    terms [county: Text, duty: Text, term: Text] kind subject step article holder agency station office bureau
        person begun_at due_at seen_at done_at docket;
    outbox [county: Text, id: Text] kind subject person at body state attempts next_at;
    audit [county: Text, id: Text] at actor agency action subject person reason;
    idempotency [county: Text, user_name: Text, key: Text] request_hash status answer person at;
    events [county: Text, stream: Text, seq: Int] at kind actor schema pack person body prev_hash hash;
    heads [county: Text, stream: Text] seq hash mac;
}
