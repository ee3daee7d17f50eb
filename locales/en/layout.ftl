# Navigation and roles.

nav-work = My work
nav-cases = Cases
nav-intake = Take an application
nav-people = People
nav-notices = Notices
nav-receipts = Receipts awaited
nav-agencies = Agencies
nav-users = Staff
nav-account = My account
role-clerk = Clerk
role-clerk-hint = Takes and registers applications, posts notices, forwards; at a station also reviews.
role-reviewer = Reviewer
role-reviewer-hint = Reviews at the level of the agency: station, subdistrict office or district bureau.
role-head = Head
role-head-hint = Reviews, and alone may extend a time limit.
role-inspector = Inspector
role-inspector-hint = Looks at the cases of the agencies below and changes none.
role-auditor = Auditor
role-auditor-hint = Reads everything and changes nothing.
role-administrator = Administrator
role-administrator-hint = Keeps staff and agencies, and sees no case.
