//! A disk that fills up in a stream of writes: the service says so, loses nothing, and
//! goes on by itself once there is room.

use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::Duration;

use super::chance::Chance;
use super::count;
use super::crowd::{Crowd, Sums};
use super::http::Answer;
use super::kill::tell;
use super::server::Server;
use super::storage::{Place, Storage};

/// The latest moment, in milliseconds after everybody had an answer.
const LATEST: u64 = 200;
/// How many requests must fail before room is made.
const FAILURES: usize = 24;

/// Beyond so many bytes no file of the service may be written: neither database nor witness
/// nor log.
const LARGEST: u64 = 8 * 1024;

/// How the disk gets full.
enum Disk {
    /// A small file system of its own, filled by somebody else; for root only.
    Own(Mount),
    /// A limit on the size of the service's files.
    Limit,
}

impl Disk {
    /// Lets nothing more be written.
    fn fill(&self, server: &Server) {
        match self {
            Disk::Own(mount) => mount.fill(),
            Disk::Limit => server.limit_files(Some(LARGEST)),
        }
    }

    fn make_room(&self, server: &Server) {
        match self {
            Disk::Own(mount) => mount.make_room(),
            Disk::Limit => server.limit_files(None),
        }
    }
}

/// A file system in memory; goes away with the test.
struct Mount(PathBuf);

impl Mount {
    /// None where this user may not mount.
    fn at(path: &Path) -> Option<Mount> {
        std::fs::create_dir_all(path).expect("a folder");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=48m,mode=0700", "tmpfs"])
            .arg(path)
            .output()
            .is_ok_and(|output| output.status.success());
        mounted.then(|| Mount(path.to_owned()))
    }

    fn ballast(&self) -> PathBuf {
        self.0.join("ballast")
    }

    fn fill(&self) {
        let mut file = File::options().append(true).create(true).open(self.ballast()).expect("a file");
        for size in [64 * 1024, 4096, 1] {
            let block = vec![7; size];
            loop {
                match file.write_all(&block) {
                    Ok(()) => {}
                    Err(error) if error.kind() == ErrorKind::StorageFull => break,
                    Err(error) => panic!("filling the disk: {error}"),
                }
            }
        }
    }

    fn make_room(&self) {
        std::fs::remove_file(self.ballast()).expect("the ballast");
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        // A mount that is left behind is seen by `mount`; the test has failed already.
        let _ = Command::new("umount").arg("--lazy").arg(&self.0).status();
    }
}

fn says_so(answer: &Answer) {
    assert_eq!((answer.status, answer.kind.as_str()), (507, "application/problem+json"), "{answer:?}");
    let problem = answer.json();
    assert_eq!(problem["type"], "urn:leye:problem:storage-full");
    assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains("room")), "{problem}");
}

/// Fills the disk that often, and checks after each time.
fn filled(disk: &Disk, storage: &Storage, times: u32) -> Sums {
    let mut chance = Chance::of("full disk");
    let mut crowd = Crowd::new(storage);
    let mut sums = Sums::default();
    let limited = matches!(disk, Disk::Limit);
    let mut server = Server::try_start(storage, limited).expect("a start");
    for _ in 0..times {
        let address = server.address.clone();
        let moment = Duration::from_millis(chance.between(0, LATEST));
        crowd.streams(&address, |progress| {
            progress.each_gets(1);
            thread::sleep(moment);
            disk.fill(&server);
            progress.troubled(FAILURES).iter().for_each(says_so);
            disk.make_room(&server);
            progress.each_gets(2);
            assert_eq!(progress.gone(), 0, "the service went on");
        });
        sums += crowd.check(&address);
        crowd.verify(storage);
        // Killed on the full disk, it starts again with room.
        if chance.between(1, 3) == 1 {
            crowd.streams(&address, |progress| {
                progress.each_gets(1);
                disk.fill(&server);
                progress.troubled(FAILURES).iter().for_each(says_so);
                server.kill();
            });
            if let Disk::Own(mount) = disk {
                starts_or_says_so(storage);
                mount.make_room();
            }
            server = Server::try_start(storage, limited).expect("a start");
            sums += crowd.check(&server.address);
            crowd.verify(storage);
        }
    }
    sums
}

/// On a full disk the service either starts and reads, or says why not and what to do.
fn starts_or_says_so(storage: &Storage) {
    match Server::try_start(storage, false) {
        Ok(server) => server.kill(),
        Err(no) => {
            assert_eq!(no.code, Some(3), "{no:?}");
            assert!(no.said.contains("disk is full") && no.said.contains("make room"), "{no:?}");
        }
    }
}

#[test]
fn on_a_full_disk_the_service_says_so_and_goes_on_when_there_is_room() {
    let times = count("LEYE_FULL_DISKS", 2);
    let folder = crate::house::Folder::new();
    // Where nobody may mount, the limit on files stands in for it, as in the next test.
    let disk = Mount::at(&folder.path().join("data")).map_or(Disk::Limit, Disk::Own);
    let storage = Storage::within(&Place::Sqlite, folder);
    let sums = filled(&disk, &storage, times);
    tell("a full disk", times, &sums);
    assert!(sums.acknowledged >= times * 24 && sums.repeated >= times * 8, "{sums:?}");
}

#[test]
fn where_files_may_not_grow_the_service_says_so_and_goes_on_when_they_may() {
    let times = count("LEYE_FULL_DISKS", 2);
    let storage = Storage::new(&Place::Sqlite);
    let sums = filled(&Disk::Limit, &storage, times);
    tell("files that may not grow", times, &sums);
    assert!(sums.acknowledged >= times * 24 && sums.repeated >= times * 8, "{sums:?}");
}
