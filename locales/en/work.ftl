# My work: what is due, of cases and of all else

work-summary = { $late } late, { $today } due today, { $all } in all
work-filter-label = Filter
work-filter-all = My agency
work-filter-me = Held by me
work-filter-late = Late
work-filter-below = With those below
work-empty-title = Nothing to do right now
work-empty-text = New applications, cases sent up and cases returned appear here, the earliest due first.
work-empty-cases = No case waits here
work-other-title = Also owed here
work-other-open = Open
work-other-late = { $late } late
work-kind-visit = Follow-up visits
work-kind-visit-conflict = Visits with two reports
work-kind-mediation = Mediations with employers
work-kind-contact = Contacts of assistance
work-kind-name-helper = Helpers to be named
work-kind-set-class = Classes to be set
work-kind-sign-agreement = Agreements to be signed
work-kind-take-over = Hand-overs to be taken
work-kind-settle-exit = Exits to be settled
work-kind-issue-certificate = Certificates to be issued
work-kind-hand-over-certificate = Certificates to be handed over
work-kind-zero-employment = Zero-employment households
work-kind-original = Originals to be given back
work-kind-lost-original = Lost originals
work-kind-review = Reviews of determined people
work-kind-foreseen = Ends that are known to come
work-kind-outreach = People to reach out to
work-kind-release-person = People to be let go to another station
work-kind-receive-person = People to be taken in
work-kind-guidance = Guidance to be answered
work-kind-guidance-look = Answers to guidance to be looked at
work-kind-spot-check = Spot checks to be carried out
work-kind-problem = Problems to be put right
work-kind-second-look = Second looks at problems
work-kind-campaign = Campaigns to be held
work-kind-campaign-report = Closing reports of campaigns
work-shown = { $count ->
    [one] 1 on this page
   *[other] { $count } on this page
}
