//! A PostgreSQL server for tests, from Debian's package `postgresql`.
//!
//! * [`shared`] is one server for a whole run: the first program that needs it starts it,
//!   and it ends by itself a minute after the last one has gone. Each test makes a database
//!   of its own with [`Server::database`], which is dropped with the value.
//! * [`Server::own`] is a server for one test alone, which may be stopped and started.
//!
//! Both keep to full durability (`fsync`), listen on a socket in a temporary folder only,
//! and sort text as Chinese dictionaries do, so that whoever relies on the order of bytes
//! must say so. Run by root, the server runs as the user `postgres`.

use std::{
    fs::{self, File},
    io,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};

/// For how many seconds nobody may have used the shared server before it ends.
const PATIENCE: &str = "60";

const SETTINGS: &str = "
listen_addresses = ''
max_connections = 800
shared_buffers = 64MB
fsync = on
full_page_writes = on
synchronous_commit = on
max_wal_size = 2GB
log_min_messages = warning
logging_collector = off
";

/// How a server is stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// Connections are ended, everything is written.
    Fast,
    /// As if the power were lost.
    Immediate,
}

/// A running server.
#[derive(Debug)]
pub struct Server {
    home: PathBuf,
    owned: bool,
    /// Held while the server is in use.
    _used: File,
}

/// A database of its own, dropped with this value.
#[derive(Debug)]
pub struct Database {
    name: String,
    home: PathBuf,
}

/// The one server of a whole run.
///
/// # Panics
/// When it cannot be started; says why and what to do.
pub fn shared() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(|| {
        let home = std::env::temp_dir().join(format!("leye-postgres-{}", user()));
        Server::at(home, false).unwrap_or_else(|error| panic!("{error}"))
    })
}

/// A new database on the shared server.
///
/// # Panics
/// When the server cannot be started or refuses; says why.
pub fn database() -> Database {
    shared().database()
}

impl Server {
    /// A server for one test, which ends with the value.
    ///
    /// # Panics
    /// When it cannot be started; says why and what to do.
    pub fn own() -> Server {
        let name = format!("leye-postgres-{}-{}-{}", user(), std::process::id(), next());
        Server::at(std::env::temp_dir().join(name), true).unwrap_or_else(|error| panic!("{error}"))
    }

    fn at(home: PathBuf, owned: bool) -> io::Result<Server> {
        fs::create_dir_all(&home)?;
        let door = File::create(home.join("door"))?;
        door.lock()?;
        let used = File::create(home.join("used"))?;
        used.lock_shared()?;
        let server = Server { home, owned, _used: used };
        if !server.is_up() {
            server.make()?;
            server.start();
            server.watch()?;
        }
        door.unlock()?;
        Ok(server)
    }

    fn make(&self) -> io::Result<()> {
        let data = self.data();
        if data.exists() {
            // Left behind by a machine that was switched off.
            let _ = run(pg_ctl(&data).args(["stop", "--mode=immediate"]));
            fs::remove_dir_all(&data)?;
        }
        let run_folder = self.home.join("run");
        fs::create_dir_all(&run_folder)?;
        fs::create_dir_all(&data)?;
        if is_root() {
            run(Command::new("chown").arg("postgres:").args([&self.home, &run_folder, &data]))?;
        }
        let mut initdb = program("initdb");
        initdb.arg("--pgdata").arg(&data).args([
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--locale-provider=icu",
            "--icu-locale=zh-Hans-CN",
            "--no-sync",
        ]);
        run(&mut initdb)?;
        let sockets = format!("unix_socket_directories = '{}'\n", run_folder.display());
        let file = data.join("postgresql.conf");
        let text = fs::read_to_string(&file)? + SETTINGS + &sockets;
        fs::write(file, text)
    }

    /// Starts the server, if it does not run.
    ///
    /// # Panics
    /// When it does not come up.
    pub fn start(&self) {
        let log = self.home.join("run").join("log");
        let mut start = pg_ctl(&self.data());
        start.args(["start", "--wait", "--timeout=60"]).arg("--log").arg(&log);
        if let Err(error) = run(&mut start) {
            let said = fs::read_to_string(&log).unwrap_or_default();
            panic!("the test server does not start: {error}\n{said}");
        }
    }

    /// Stops the server. Only for one of one's own.
    ///
    /// # Panics
    /// On the shared server, or when it does not stop.
    pub fn stop(&self, how: Stop) {
        assert!(self.owned, "others use the shared server");
        let mode = if how == Stop::Fast { "--mode=fast" } else { "--mode=immediate" };
        run(pg_ctl(&self.data()).args(["stop", "--wait", mode])).unwrap_or_else(|error| panic!("{error}"));
    }

    /// Changes a setting of the server for new connections.
    ///
    /// # Panics
    /// When the server refuses.
    pub fn set(&self, name: &str, value: &str) {
        assert!(self.owned, "others use the shared server");
        sql(&self.home, &[&format!("ALTER SYSTEM SET {name} = '{value}'"), "SELECT pg_reload_conf()"])
            .unwrap_or_else(|error| panic!("{error}"));
    }

    /// A new, empty database.
    ///
    /// # Panics
    /// When the server refuses; says why.
    pub fn database(&self) -> Database {
        let database =
            Database { name: format!("test_{}_{}", std::process::id(), next()), home: self.home.clone() };
        let drop = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", database.name);
        let make = format!("CREATE DATABASE {} TEMPLATE template0", database.name);
        sql(&self.home, &[&drop, &make]).unwrap_or_else(|error| panic!("{error}"));
        database
    }

    /// The address of a database on this server, whether it exists or not.
    pub fn url(&self, name: &str) -> String {
        url(&self.home, name)
    }

    fn data(&self) -> PathBuf {
        self.home.join("data")
    }

    fn is_up(&self) -> bool {
        self.data().exists() && sql(&self.home, &["SELECT 1"]).is_ok()
    }

    /// Leaves somebody behind who ends the server, also when this program is killed.
    fn watch(&self) -> io::Result<()> {
        let (patience, remove) = if self.owned { ("6", self.home.clone()) } else { (PATIENCE, self.data()) };
        let stop = pg_ctl(&self.data());
        let mut watch = Command::new("setsid");
        watch
            .args(["bash", "-c", include_str!("watch.sh"), "watch"])
            .arg(&self.home)
            .arg(patience)
            .arg(remove);
        watch.arg(stop.get_program()).args(stop.get_args()).args(["stop", "--mode=immediate"]);
        quiet(&mut watch).current_dir("/").spawn().map(drop)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if self.owned {
            // One that stays behind is ended by its watch.
            let _ = run(pg_ctl(&self.data()).args(["stop", "--mode=immediate"]));
            let _ = fs::remove_dir_all(&self.home);
        }
    }
}

impl Database {
    /// The address, as `--database` takes it.
    pub fn url(&self) -> String {
        url(&self.home, &self.name)
    }

    /// Its name on the server.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Runs statements in it with `psql` and gives what they answer, a line a row, the
    /// columns parted by tabs.
    ///
    /// # Panics
    /// When the server refuses; says why.
    pub fn sql(&self, text: &str) -> String {
        psql(&self.home, &self.name, &[text]).unwrap_or_else(|error| panic!("{error}"))
    }
}

impl Database {
    /// Every row in it, as text, and what its tables are like.
    ///
    /// # Panics
    /// When the server refuses; says why.
    pub fn dump(&self) -> String {
        let mut dump = Command::new(folder().unwrap_or_else(|error| panic!("{error}")).join("pg_dump"));
        dump.args(["--username=postgres", "--dbname", &self.name]).arg("--host").arg(self.home.join("run"));
        run(&mut dump).unwrap_or_else(|error| panic!("{error}"))
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // One that stays behind harms no other test, and ends with the server.
        let _ = sql(&self.home, &[&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name)]);
    }
}

/// Runs statements with `psql` at an address of a server of this library.
///
/// # Panics
/// When the server refuses; says why.
pub fn sql_at(url: &str, text: &str) -> String {
    let mut psql = Command::new(folder().unwrap_or_else(|error| panic!("{error}")).join("psql"));
    psql.args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1", url]);
    psql.args(["--command", text]);
    run(&mut psql).unwrap_or_else(|error| panic!("{error}"))
}

fn url(home: &Path, name: &str) -> String {
    format!("postgres:///{name}?host={}&user=postgres", home.join("run").display())
}

fn sql(home: &Path, statements: &[&str]) -> io::Result<String> {
    psql(home, "postgres", statements)
}

fn psql(home: &Path, database: &str, statements: &[&str]) -> io::Result<String> {
    let mut psql = Command::new(folder()?.join("psql"));
    psql.args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--field-separator=\t"]);
    psql.args(["--set=ON_ERROR_STOP=1", "--username=postgres", "--dbname", database]);
    psql.arg("--host").arg(home.join("run"));
    for statement in statements {
        psql.args(["--command", statement]);
    }
    run(&mut psql)
}

fn pg_ctl(data: &Path) -> Command {
    let mut command = program("pg_ctl");
    command.arg("--silent").arg("--pgdata").arg(data);
    command
}

/// A program of the server. Root may not run it, so it runs as the user whom Debian's
/// package makes.
fn program(name: &str) -> Command {
    let path = folder().unwrap_or_else(|error| panic!("{error}")).join(name);
    if !is_root() {
        return Command::new(path);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(path);
    command
}

/// Where the newest version lies.
fn folder() -> io::Result<PathBuf> {
    let found = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let version = |path: &PathBuf| path.file_name()?.to_str()?.parse::<u32>().ok();
    let newest =
        found.map(|entry| entry.path()).filter(|path| path.join("bin/initdb").exists()).max_by_key(version);
    let missing = || {
        let what = "no PostgreSQL server in /usr/lib/postgresql: sudo apt-get install --yes postgresql";
        io::Error::new(io::ErrorKind::NotFound, what)
    };
    newest.map(|path| path.join("bin")).ok_or_else(missing)
}

fn run(command: &mut Command) -> io::Result<String> {
    let said = format!("{command:?}");
    command.current_dir("/").stdin(Stdio::null());
    // A server that is started keeps what it inherits, so it gets no pipe of ours.
    let starts = command.get_args().any(|arg| arg == "start");
    let output = if starts {
        let status = quiet(command).status()?;
        std::process::Output { status, stdout: Vec::new(), stderr: Vec::new() }
    } else {
        command.output()?
    };
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned());
    }
    let error = String::from_utf8_lossy(&output.stderr).trim_end().to_owned();
    Err(io::Error::other(format!("{said}: {error}")))
}

fn quiet(command: &mut Command) -> &mut Command {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null())
}

fn is_root() -> bool {
    user() == 0
}

fn user() -> u32 {
    fs::metadata("/proc/self").map_or(u32::MAX, |process| process.uid())
}

fn next() -> u32 {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}
