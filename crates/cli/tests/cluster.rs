//! One screening over a scheduler and two executors, each a process of its own on loopback:
//! the same bytes as on one machine, also when one of them is killed half way.

use std::fs::{self, File};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;
use std::thread::sleep;
use std::time::{Duration, Instant};

use arrow::array::{ArrayRef, RecordBatch, StringArray, UInt64Array};
use arrow::compute::kernels::numeric::add;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::file::properties::WriterProperties;

/// Copies of the sample, each of other people in other households.
const COPIES: u64 = 120;
/// A row group is no whole number of copies, so that households lie across its border.
const GROUP: usize = 8_191;
const PATIENCE: Duration = Duration::from_secs(300);

/// A folder that goes when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A process that ends with the test.
struct Running(Child);

impl Running {
    fn start(arguments: &[&str]) -> Running {
        let mut command = Command::new(env!("CARGO_BIN_EXE_leye"));
        command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        Running(command.spawn().unwrap())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // `kill` is `kill -9`: no chance to say goodbye.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

struct Cluster {
    url: String,
    executors: Vec<(Running, PathBuf)>,
    _scheduler: Running,
}

impl Cluster {
    /// A scheduler and two executors that judge one slice at a time.
    fn start(folder: &Folder) -> Cluster {
        let listen = free_address();
        let url = format!("http://{listen}");
        let scheduler = Running::start(&["scheduler", "--listen", &listen, "--lost-after", "10"]);
        until("the scheduler listens", || std::net::TcpStream::connect(&listen).is_ok());
        let executors = ["one", "two"].map(|name| {
            let (work, listen) = (folder.path(name), free_address());
            let place = ["--listen", &listen, "--work", &work, "--slices", "1"];
            (Running::start(&[&["executor", "--scheduler", &url], &place[..]].concat()), work.into())
        });
        Cluster { url, executors: executors.into(), _scheduler: scheduler }
    }
}

fn free_address() -> String {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
}

fn until(what: &str, is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < PATIENCE, "{what}: it takes too long");
        sleep(Duration::from_millis(20));
    }
}

/// How many files lie in a folder and its folders.
fn files(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| if entry.path().is_dir() { files(&entry.path()) } else { 1 }).sum()
}

/// Many copies of the sample as one people file.
fn city(folder: &Folder, change: impl Fn(u64, &RecordBatch) -> RecordBatch) -> String {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rules/tests/data/sample.parquet");
    let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(sample).unwrap()).unwrap();
    let batches: Vec<RecordBatch> = reader.build().unwrap().map(Result::unwrap).collect();
    let schema = batches[0].schema();
    let path = folder.path("people.parquet");
    let properties = WriterProperties::builder().set_max_row_group_row_count(Some(GROUP)).build();
    let mut writer =
        ArrowWriter::try_new(File::create(&path).unwrap(), schema.clone(), Some(properties)).unwrap();
    for copy in 0..COPIES {
        for batch in &batches {
            let columns = schema.fields().iter().zip(batch.columns()).map(|(field, column)| {
                if !field.name().ends_with("_id") {
                    return column.clone();
                }
                add(column, &UInt64Array::new_scalar(copy * 1_000_000)).unwrap()
            });
            let batch = RecordBatch::try_new(schema.clone(), columns.collect()).unwrap();
            writer.write(&change(copy, &batch)).unwrap();
        }
    }
    writer.close().unwrap();
    path
}

fn command(people: &str, out: &str, more: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_leye"));
    command.args(["screen", people, "--on", "2026-11-01", "--out", out, "--json"]).args(more);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn said(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr))
}

#[test]
fn a_cluster_of_which_one_is_killed_half_way_finds_the_same() {
    let folder = Folder::new("cluster");
    let people = city(&folder, |_, batch| batch.clone());
    let (alone, together) = (folder.path("alone.parquet"), folder.path("together.parquet"));
    let one_machine = command(&people, &alone, &[]).output().unwrap();
    assert!(one_machine.status.success(), "{:?}", said(&one_machine));

    let mut cluster = Cluster::start(&folder);
    let more = ["--cluster", &cluster.url, "--slice", "8000"];
    let screening = command(&people, &together, &more).spawn().unwrap();
    // It has judged a slice, so it has the next in hand.
    let (victim, work) = cluster.executors.remove(0);
    until("an executor has judged a slice", || files(&work) > 0);
    let had = files(&work);
    drop(victim);
    assert!(!Path::new(&together).exists(), "the screening was over before the executor was killed");
    let output = screening.wait_with_output().unwrap();
    assert!(output.status.success(), "{:?}", said(&output));
    assert_eq!(said(&output).0, said(&one_machine).0);
    assert!(fs::read(&alone).unwrap() == fs::read(&together).unwrap(), "other bytes");
    assert!(had < 40, "the executor had judged nearly everything: {had}");
}

#[test]
fn a_fault_of_the_people_file_is_told_as_on_one_machine() {
    let folder = Folder::new("cluster-fault");
    let people = city(&folder, |copy, batch| {
        if copy != COPIES / 2 {
            return batch.clone();
        }
        let at = batch.schema().index_of("sex").unwrap();
        let mut columns = batch.columns().to_vec();
        columns[at] = Arc::new(StringArray::from(vec!["X"; batch.num_rows()])) as ArrayRef;
        RecordBatch::try_new(batch.schema(), columns).unwrap()
    });
    let out = folder.path("found.parquet");
    let one_machine = command(&people, &out, &[]).output().unwrap();
    let cluster = Cluster::start(&folder);
    let more = ["--cluster", &cluster.url, "--slice", "8000"];
    let output = command(&people, &out, &more).output().unwrap();
    assert_eq!((one_machine.status.code(), output.status.code()), (Some(3), Some(3)));
    assert!(said(&output).1.contains("row 180001, column `sex`"), "{:?}", said(&output));
    assert_eq!(said(&output).1, said(&one_machine).1);
    let left = fs::read_dir(&folder.0).unwrap().map(|entry| entry.unwrap().file_name());
    assert!(left.into_iter().all(|name| name == "people.parquet" || name == "one" || name == "two"));
}

#[test]
fn a_cluster_that_is_not_there_is_named() {
    let folder = Folder::new("cluster-none");
    let (people, out) = (folder.path("people.parquet"), folder.path("found.parquet"));
    let url = format!("http://{}", free_address());
    let output = command(&people, &out, &["--cluster", &url]).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(
        said(&output).1.contains(&url) && said(&output).1.contains("leye scheduler"),
        "{:?}",
        said(&output)
    );
}
