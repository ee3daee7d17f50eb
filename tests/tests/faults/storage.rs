//! Training storage for one run: made by the program, with tokens for those who write.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::Value;

use crate::house::Folder;

/// Sign-in names of those who lead a case at the three levels, in two districts.
const TEAMS: [[&str; 3]; 2] =
    [["clerk", "office", "bureau"], ["clerk-nangang", "office-nangang", "bureau-nangang"]];

/// Tokens of the station, the office and the bureau of one district.
#[derive(Clone, Debug)]
pub struct Team(pub [String; 3]);

/// Which database holds the cases.
pub enum Place<'a> {
    Sqlite,
    /// A database of its own on this server.
    Postgres(&'a leye_postgres::Server),
}

/// Storage with demo staff.
pub struct Storage {
    folder: Folder,
    arguments: Vec<String>,
    /// Dropped with the storage.
    _database: Option<leye_postgres::Database>,
    pub teams: Vec<Team>,
    /// Streams that were there before the first request.
    pub streams: u64,
}

impl Storage {
    /// New storage.
    pub fn new(place: &Place<'_>) -> Storage {
        let folder = Folder::new();
        std::fs::create_dir_all(folder.path()).expect("a folder");
        Storage::within(place, folder)
    }

    /// New storage in a folder that is there.
    pub fn within(place: &Place<'_>, folder: Folder) -> Storage {
        let data = folder.path().join("data").display().to_string();
        let mut arguments = vec!["--data".to_owned(), data];
        let database = match place {
            Place::Sqlite => None,
            Place::Postgres(server) => Some(server.database()),
        };
        if let Some(database) = &database {
            arguments.extend(["--database".to_owned(), database.url()]);
        }
        let mut storage = Storage { folder, arguments, _database: database, teams: Vec::new(), streams: 0 };
        storage.leye(&["demo", "--cases", "1", "--seed", "7"]);
        storage.teams = TEAMS.map(|team| Team(team.map(|name| storage.token(name)))).into();
        storage.streams = storage.verified();
        storage
    }

    /// Where the service writes its log: outside the folder of the data.
    pub fn log(&self) -> PathBuf {
        self.folder.path().join("serve.log")
    }

    /// The program on this storage.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(program());
        command.args(arguments).args(&self.arguments).arg("--json").stdin(Stdio::null());
        command.env_remove("LEYE_MASTER_KEY").env_remove("LEYE_DATABASE").env_remove("RUST_LOG");
        command
    }

    /// Runs it to its end; gives the document that it prints.
    pub fn leye(&self, arguments: &[&str]) -> Value {
        let output = self.command(arguments).output().expect("the program runs");
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(
            output.status.success(),
            "leye {arguments:?}: {}\n{text}{}\nthe service said:\n{}",
            output.status,
            String::from_utf8_lossy(&output.stderr),
            std::fs::read_to_string(self.log()).unwrap_or_default(),
        );
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
    }

    fn token(&self, name: &str) -> String {
        self.leye(&["user", "token", name])["token"].as_str().expect("a token").to_owned()
    }

    /// `leye verify` finds nothing wrong; gives the number of streams.
    pub fn verified(&self) -> u64 {
        let found = self.leye(&["verify"]);
        assert_eq!((&found["sound"], &found["keyed"]), (&true.into(), &true.into()), "{found}");
        found["streams"].as_u64().expect("a number")
    }
}

/// The program under test: `LEYE_BIN`, else the one of this workspace, brought up to date.
fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| match std::env::var_os("LEYE_BIN") {
        Some(path) => path.into(),
        None => build(),
    })
}

fn build() -> PathBuf {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let built = Command::new(cargo)
        .args(["build", "--quiet", "--package", "leye-cli", "--bin", "leye"])
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .status();
    assert!(built.expect("cargo runs").success(), "the program cannot be built");
    // This test lies in TARGET/debug/deps.
    let own = std::env::current_exe().expect("a path");
    own.ancestors().nth(2).expect("a folder of the profile").join("leye")
}
