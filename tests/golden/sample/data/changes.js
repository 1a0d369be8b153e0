sitegenChanges(
{"lang": "", "new": "New", "changed": "Changed", "days": ["22 January 2001", "22 February 2001", "22 March 2001", "22 April 2001", "22 May 2001", "22 June 2001", "22 July 2001", "22 August 2001", "22 September 2001", "22 October 2001", "22 November 2001", "22 December 2001"]},
[
["digests/2026-06-18-written-answers/handover-after-45-minutes.html", "2026-10-30", "2026-06-18"],
["digests/2026-06-18-written-answers/protected-training-time.html", "2026-10-09", "2026-10-09"],
["digests/2026-06-18-written-answers/meal-breaks-on-nights.html", "2026-10-01", "2026-06-18"],
["digests/2026-03-12-staff-briefing/missed-meal-breaks.html", "2026-09-29", "2026-03-12"],
["digests/2026-03-12-staff-briefing/hearing-back-after-a-report.html", "2026-09-24", "2026-03-12"],
["digests/2026-03-12-staff-briefing/learning-from-other-trusts.html", "2026-09-08", "2026-03-12"],
["digests/2026-06-18-written-answers/later-start-times.html", "2026-06-18", "2026-06-18"],
["digests/2026-03-12-staff-briefing/waiting-outside-saltmere.html", "2026-05-06", "2026-03-12"],
["digests/2026-03-12-staff-briefing/support-after-a-hard-job.html", "2026-03-27", "2026-03-20"],
["digests/2026-03-12-staff-briefing/a-decision-about-one-colleague.html", "2026-03-12", "2026-03-12"]
]
);
