//! The made-up city: always the same, as a people file has to be.

use leye_benches::screen::{ours, people};

#[test]
fn a_city_is_the_same_for_its_seed_and_can_be_screened() {
    let folder = std::env::temp_dir().join(format!("leye-benches-city-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let path = |name: &str| folder.join(name);
    for (name, seed) in [("one", 1), ("same", 1), ("other", 2)] {
        people::write(3_000, seed, &path(name)).expect("written");
    }
    let read = |name: &str| std::fs::read(path(name)).expect("read");
    assert!(read("one") == read("same"));
    assert!(read("one") != read("other"));
    ours(&path("one"), &path("found")).expect("screened");
    assert!(read("found").starts_with(b"PAR1"));
    std::fs::remove_dir_all(&folder).expect("removed");
}
