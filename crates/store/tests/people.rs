//! Finding people, within what one may see.

use leye_store::Scope;

use crate::fixture::*;

async fn people_are_found_by_number_phone_and_name_within_a_scope(on: Kind) {
    let folder = Folder::on(on, "people");
    let store = three_cases(&folder).await;
    store.put_agencies(&[agency(STATION, "station"), agency(BUREAU, "bureau")]).await.unwrap();
    let all = Scope::everything();
    let (number, phone) =
        (store.keyed_hash("identity", &secret(3)), store.keyed_hash("phone", "13904510000"));
    let found = store.people_by_identity(&number, &all, 10).await.unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].body["details"]["$sealed"]["number"], secret(3));
    assert_eq!(store.people_by_phone(&phone, &all, 10).await.unwrap().len(), 3);
    assert_eq!(store.people_by_phone(&phone, &all, 2).await.unwrap().len(), 2);
    let name = store.keyed_hash("name", "劉小");
    assert_eq!(store.search_people(std::slice::from_ref(&name), &all, 10).await.unwrap().len(), 3);
    let both = [name.clone(), store.keyed_hash("name", "小明")];
    assert!(store.search_people(&both, &all, 10).await.unwrap().is_empty(), "every token must be there");
    assert!(store.search_people(&[], &all, 10).await.unwrap().is_empty());

    let text = |text: &str| Some(text.to_owned());
    for (scope, found) in [
        (Scope { station: text(STATION), ..Scope::default() }, 3),
        (Scope { station: text("230102001002"), ..Scope::default() }, 0),
        (Scope { office: text(OFFICE), ..Scope::default() }, 3),
        (Scope { office: text("230102002000"), ..Scope::default() }, 0),
        (Scope { bureau: text(BUREAU), ..Scope::default() }, 3),
        (Scope { bureau: text("230103000000"), ..Scope::default() }, 0),
        (Scope { counties: Some(vec!["230102".into(), "230103".into()]), ..Scope::default() }, 3),
        (Scope { counties: Some(vec!["230103".into()]), ..Scope::default() }, 0),
        (Scope { counties: Some(vec![]), ..Scope::everything() }, 0),
        (Scope::default(), 0),
    ] {
        let people = store.search_people(std::slice::from_ref(&name), &scope, 10).await.unwrap();
        assert_eq!(people.len(), found, "{scope:?}");
    }
}

on_both!(people_are_found_by_number_phone_and_name_within_a_scope,);
