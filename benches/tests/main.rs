//! Small runs of the generator and of every contender that needs nothing installed.

use leye_benches::lives::ours::Bench;
use leye_benches::load::{Order, load};
use leye_benches::place::Place;

#[tokio::test(flavor = "multi_thread")]
async fn a_loaded_storage_is_sound_and_lives_on() {
    let folder = std::env::temp_dir().join(format!("leye-benches-{}", std::process::id()));
    let place = Place::new(folder.join("loaded"));
    let order = Order { cases: 60, templates: 24, place: place.clone() };
    load(&order, &|_| ()).await.expect("loaded");
    let app = place.app().await.expect("it opens");
    let verdict = app.verify().await.expect("it can be read");
    assert_eq!(verdict.fault, None);
    assert!(verdict.models > 60 && verdict.events > 200, "{verdict:?}");
    let open = app.store().open_cases().await.expect("it can be read").len();
    assert!((12..=24).contains(&open), "{open} open");
    drop(app);
    let mut bench = Bench::open(&place, 2).await.expect("staff everywhere");
    let speed = bench.lead(2).await.expect("two whole lives");
    assert!(speed.lives > 0.0);
    let after = bench.app().verify().await.expect("it can be read");
    assert_eq!(after.fault, None);
    assert!(after.events >= verdict.events + 2 * 13, "{after:?}");
    drop(bench);
    std::fs::remove_dir_all(&folder).expect("removed");
}
