"""Who may do what at which address. Every address of the URLconf stands here or the matrix fails.

A row is a method and the answer for each column of `scene.ROLES`; an address with two methods has two rows.
302 without a session leads to the sign-in page; a row out of reach is a 404 as if it were not there.
POST is empty: 422 is a form that was let in and found wanting, 302 one that was done or led away.
"""

from tests.promises.project_routes import MATRIX as PROJECT_ROUTES

#                    anon  rival east  norem coll  owner invst oper  head  city
EVERYBODY_READS = "GET  200   200   200   200   200   200   200   200   200   200"
EVERYBODY_SENDS = "POST 302   302   302   302   302   302   302   302   302   302"
NOBODY_SENDS = "POST 404   404   404   404   404   404   404   404   404   404"
SIGNED_IN_READS = "GET  302   200   200   200   200   200   200   200   200   200"
SIGNED_IN_INCOMPLETE = "POST 302   422   422   422   422   422   422   422   422   422"
STAFF_READS = "GET  302   404   200   200   200   200   404   200   200   200"
STAFF_DOES = "POST 302   404   302   302   302   302   404   302   302   302"
STAFF_INCOMPLETE = "POST 302   404   422   422   422   422   404   422   422   422"
COVERED_READ = "GET  302   404   404   404   200   200   404   404   200   200"
COVERED_FORM = (
    "GET  302   404   404   404   200   200   404   404   200   200",
    "POST 302   404   404   404   422   422   404   404   422   422",
)
# The city desk reads, hands over and notes; talking and judging is the unit's.
UNITS_FORM = (
    "GET  302   404   404   404   200   200   404   404   200   302",
    "POST 302   404   404   404   422   422   404   404   422   409",
)
# Staff confirm themselves anew before a change of their own factors.
STAFF_CONFIRMS = (
    "GET  302   404   302   302   302   302   404   302   302   302",
    "POST 302   404   302   302   302   302   404   302   302   302",
)
INVESTORS_READ = "GET  302   200   404   404   404   404   200   404   404   404"
HIS_OWN = "GET  302   404   404   404   404   404   200   404   404   404"
FIRMS_OWN = "GET  302   200   404   404   404   404   404   404   404   404"
FIRMS_DONE = "POST 302   302   404   404   404   404   404   404   404   404"
HIS_DONE = "POST 302   404   404   404   404   404   302   404   404   404"
HIS_INCOMPLETE = "POST 302   404   404   404   404   404   422   404   404   404"
OPERATOR_READS = "GET  302   404   404   404   404   404   404   200   404   404"
OPERATOR_INCOMPLETE = "POST 302   404   404   404   404   404   404   422   404   404"
OPERATOR_DOES = "POST 302   404   404   404   404   404   404   302   404   404"
OWNER_READS = "GET  302   404   404   404   404   200   404   404   404   404"
OWNER_INCOMPLETE = "POST 302   404   404   404   404   422   404   404   404   404"
OWNER_DOES = "POST 302   404   404   404   404   302   404   404   404   404"
HEADS_FORM = (
    "GET  302   404   404   404   404   302   404   404   200   404",
    "POST 302   404   404   404   404   409   404   404   422   404",
)
OWNER_MISSES = "POST 302   404   404   404   404   404   404   404   404   404"
OPERATOR_FORM = (OPERATOR_READS, OPERATOR_INCOMPLETE)

MATRIX: dict[str, str | tuple[str, ...]] = {
    "set_language": EVERYBODY_SENDS,
    "ui:favicon": "GET  302   302   302   302   302   302   302   302   302   302",
    "ui:look": EVERYBODY_SENDS,
    "ui:patterns": "GET  404   404   404   404   404   404   404   200   404   404",
    # signing in and out
    "accounts:sign_in": (
        "GET  200   302   302   302   302   302   302   302   302   302",
        "POST 422   422   422   422   422   422   422   422   422   422",
    ),
    "accounts:sign_in_as": NOBODY_SENDS,
    "accounts:second_factor": ("GET  302   302   302   302   302   302   302   302   302   302", EVERYBODY_SENDS),
    "accounts:enrolment": ("GET  302   302   302   302   302   302   302   302   302   302", EVERYBODY_SENDS),
    "accounts:passkey": EVERYBODY_SENDS,
    "accounts:passkey_challenge": NOBODY_SENDS,
    "accounts:sign_out": EVERYBODY_SENDS,
    "accounts:lock": EVERYBODY_SENDS,
    "accounts:unlock": ("GET  302   302   302   302   302   302   302   302   302   302", EVERYBODY_SENDS),
    "accounts:presence": "GET  401   204   204   204   204   204   204   204   204   204",
    # one's own account
    "accounts:account": (SIGNED_IN_READS, SIGNED_IN_INCOMPLETE),
    "accounts:own_data": SIGNED_IN_READS,
    "notices:preferences": (SIGNED_IN_READS, EVERYBODY_SENDS),
    "accounts:consent_withdrawal": HIS_DONE,
    "accounts:confirmation": (STAFF_READS, STAFF_INCOMPLETE),
    "accounts:password": STAFF_CONFIRMS,
    "accounts:pin": STAFF_CONFIRMS,
    "accounts:totp": STAFF_CONFIRMS,
    "accounts:passkeys": STAFF_CONFIRMS,
    "accounts:new_passkey_challenge": STAFF_CONFIRMS[1],
    "accounts:recovery_codes": STAFF_CONFIRMS,
    "accounts:factor_removal": STAFF_CONFIRMS[1],
    # the public's pages
    "portal:home": EVERYBODY_READS,
    "portal:guide": EVERYBODY_READS,
    "portal:guide_service": EVERYBODY_READS,
    "portal:guide_bundle": EVERYBODY_READS,
    "portal:verify": (EVERYBODY_READS, "POST 422   422   422   422   422   422   422   422   422   422"),
    "portal:verify_code": EVERYBODY_READS,
    "portal:status_list": EVERYBODY_READS,
    "portal:offline_verifier": EVERYBODY_READS,
    # items, cases and the general window
    "desk:items": STAFF_READS,
    "desk:item": OWNER_READS,
    "desk:item_paper": OWNER_READS,
    "desk:item_judgement": OWNER_INCOMPLETE,
    **{
        f"desk:item_{name}": (OWNER_READS, OWNER_INCOMPLETE)
        for name in ("supplement", "non_acceptance", "pause", "refusal", "owner", "sending", "tracking", "receipt")
    },
    **{f"desk:item_{name}": (OWNER_READS, OWNER_DOES) for name in ("acceptance", "approval", "resumption", "issuing")},
    # the head's
    **{f"desk:item_{name}": HEADS_FORM for name in ("extension", "voiding", "appeal")},
    "desk:cases": STAFF_READS,
    "desk:case": OWNER_READS,
    "desk:case_extension": HEADS_FORM,
    "desk:case_paper": OWNER_READS,
    "desk:letter": OWNER_READS,
    # the owner sits at a window too
    "desk:counter": OWNER_READS,
    "desk:counter_new": (OWNER_READS, OWNER_INCOMPLETE),
    "desk:counter_taking_up": OWNER_INCOMPLETE,
    "desk:counter_case": OWNER_READS,
    **{f"desk:counter_{name}": OWNER_DOES for name in ("questions", "form", "sorting", "licence", "supplement")},
    **{f"desk:counter_{name}": OWNER_INCOMPLETE for name in ("delivery", "scans", "filing")},
    "desk:counter_removal": OWNER_MISSES,
    "desk:status_imports": (STAFF_READS, STAFF_INCOMPLETE),
    "desk:status_template": STAFF_READS,
    "desk:status_import": OWNER_READS,
    "desk:status_importing": OWNER_DOES,
    "desk:status_removal": OWNER_DOES,
    # licences at the desk
    "desk:licences": STAFF_READS,
    "desk:licence": OWNER_READS,
    "desk:licence_file": OWNER_READS,
    "desk:licence_replacement": (OWNER_READS, OWNER_INCOMPLETE),
    **{f"desk:licence_{name}": OWNER_INCOMPLETE for name in ("suspension", "restoration", "revocation")},
    "desk:proposals": STAFF_READS,
    "desk:proposal": OWNER_READS,
    "desk:proposal_confirmation": OWNER_DOES,
    **{f"desk:proposal_{name}": OWNER_INCOMPLETE for name in ("refusal", "answer")},
    "desk:agents": STAFF_READS,
    "desk:mandates": STAFF_READS,
    "desk:mandate_evidence": OWNER_READS,
    "portal:own_licences": INVESTORS_READ,
    "portal:own_licence": FIRMS_OWN,
    "portal:own_licence_file": FIRMS_OWN,
    "portal:own_licence_credential": FIRMS_OWN,
    "portal:licence_objections": "POST 302   422   404   404   404   404   404   404   404   404",
    "portal:mandates": (INVESTORS_READ, "POST 302   422   404   404   404   404   422   404   404   404"),
    "portal:mandate_evidence": FIRMS_OWN,
    "portal:mandate_revocation": (FIRMS_OWN, FIRMS_DONE),
    "portal:status": (EVERYBODY_READS, "POST 422   422   422   422   422   422   422   422   422   422"),
    "portal:apply": (EVERYBODY_READS, "POST 422   422   422   422   422   422   422   422   422   422"),
    "portal:reading": "POST 200   200   200   200   200   200   200   200   200   200",
    "portal:intakes": "POST 422   422   422   422   422   422   422   422   422   422",
    # a case: the questionnaire, the draft in steps, what is filed
    "portal:case_begin": (EVERYBODY_READS, "POST 302   422   404   404   404   404   422   404   404   404"),
    "portal:letter": EVERYBODY_READS,
    "portal:letter_pdf": HIS_OWN,
    "portal:case": HIS_OWN,
    "portal:case_latest": HIS_OWN,
    "portal:case_questions": (HIS_OWN, HIS_DONE),
    "portal:case_form": (HIS_OWN, HIS_DONE),
    "portal:case_materials": (HIS_OWN, HIS_INCOMPLETE),
    "portal:case_material_removal": "POST 302   404   404   404   404   404   404   404   404   404",
    "portal:case_licences": HIS_INCOMPLETE,
    "portal:case_delivery": (HIS_OWN, HIS_INCOMPLETE),
    "portal:case_filing": HIS_INCOMPLETE,
    "portal:case_withdrawal": (HIS_OWN, HIS_DONE),
    "portal:case_ratings": HIS_INCOMPLETE,
    "portal:case_item": "GET  302   404   404   404   404   404   302   404   404   404",
    "portal:item_supplement": HIS_DONE,
    "portal:item_receipt": HIS_DONE,
    "portal:item_appeal": (HIS_OWN, HIS_INCOMPLETE),
    "portal:item_withdrawal": (HIS_OWN, HIS_DONE),
    "portal:offers": EVERYBODY_READS,
    "portal:offer_map": EVERYBODY_READS,
    "portal:comparison": EVERYBODY_READS,
    "portal:public_offer": EVERYBODY_READS,
    "portal:later": EVERYBODY_SENDS,
    "portal:saved": "GET  404   404   404   404   404   404   404   404   404   404",
    "portal:code": ("GET  404   404   404   404   404   404   404   404   404   404", NOBODY_SENDS),
    "portal:codes": NOBODY_SENDS,
    "portal:sign_in": (
        "GET  200   302   302   302   302   302   302   302   302   302",
        "POST 422   422   422   422   422   422   422   422   422   422",
    ),
    "portal:sign_in_code": ("GET  302   302   302   302   302   302   302   302   302   302", EVERYBODY_SENDS),
    # the investor's own matters
    "portal:lead": "GET  302   302   302   302   302   302   302   302   302   302",
    "portal:mine": INVESTORS_READ,
    "portal:notices": (INVESTORS_READ, "POST 302   302   404   404   404   404   302   404   404   404"),
    "portal:contact": (INVESTORS_READ, "POST 302   422   404   404   404   404   422   404   404   404"),
    "portal:contact_code": (
        "GET  302   302   404   404   404   404   302   404   404   404",
        "POST 302   302   404   404   404   404   302   404   404   404",
    ),
    "portal:erasure": (INVESTORS_READ, "POST 302   302   404   404   404   404   302   404   404   404"),
    # the company's own offers: the columns of the other company are those whose company it is
    "portal:own_offers": INVESTORS_READ,
    "portal:new_own_offer": (
        "GET  302   200   404   404   404   404   302   404   404   404",
        "POST 302   422   404   404   404   404   302   404   404   404",
    ),
    "portal:own_offer": FIRMS_OWN,
    "portal:own_offer_details": (FIRMS_OWN, "POST 302   422   404   404   404   404   404   404   404   404"),
    "portal:own_confirmations": FIRMS_DONE,
    "portal:own_withdrawal": (FIRMS_OWN, FIRMS_DONE),
    "portal:own_photos": "POST 302   422   404   404   404   404   404   404   404   404",
    "portal:own_photo_removal": "POST 302   302   404   404   404   404   404   404   404   404",
    "portal:introduction_answers": "POST 302   422   404   404   404   404   404   404   404   404",
    "portal:site_list": HIS_OWN,
    "portal:receipt": HIS_OWN,
    "portal:matter": HIS_OWN,
    "portal:latest": HIS_OWN,
    "portal:messages": HIS_INCOMPLETE,
    "portal:attachments": HIS_INCOMPLETE,
    "portal:attachment": HIS_OWN,
    "portal:confirmations": HIS_DONE,
    "portal:denials": HIS_DONE,
    "portal:answers": "POST 302   404   404   404   404   404   404   404   404   404",
    "portal:fact": (HIS_OWN, HIS_DONE),
    "portal:colleagues": HIS_INCOMPLETE,
    "portal:ratings": HIS_INCOMPLETE,
    "portal:withdrawal": (HIS_OWN, HIS_DONE),
    # the operator's tables
    "directory:territories": OPERATOR_READS,
    "directory:new_territory": OPERATOR_FORM,
    "directory:territory": OPERATOR_FORM,
    "directory:territory_retirement": OPERATOR_DOES,
    "directory:units": OPERATOR_READS,
    "directory:new_unit": OPERATOR_FORM,
    "directory:unit": OPERATOR_FORM,
    "directory:unit_retirement": OPERATOR_DOES,
    "directory:unit_calendar": OPERATOR_DOES,
    "directory:new_post": OPERATOR_FORM,
    "directory:post": OPERATOR_FORM,
    "directory:post_closures": OPERATOR_FORM,
    "directory:post_passwords": "POST 302   404   404   404   404   404   404   200   404   404",
    "directory:post_enrolments": OPERATOR_DOES,
    "directory:calendars": OPERATOR_READS,
    "directory:this_year": OPERATOR_READS,
    "directory:years": OPERATOR_FORM,
    "directory:year": OPERATOR_READS,
    "directory:day": OPERATOR_FORM,
    "directory:hours": OPERATOR_FORM,
    "directory:hours_removal": OPERATOR_DOES,
    "directory:imports": OPERATOR_READS,
    "directory:import_template": OPERATOR_READS,
    "directory:staff_import": OPERATOR_FORM,
    "directory:staff_writing": OPERATOR_DOES,
    "directory:territory_import": OPERATOR_FORM,
    "directory:territories_writing": OPERATOR_DOES,
    # absences and shifts of one's own unit
    "directory:absences": (STAFF_READS, "POST 302   404   422   422   422   422   404   422   422   422"),
    "directory:absence_ending": "POST 302   404   404   404   302   302   404   302   302   404",
    "directory:roster": (STAFF_READS, "POST 302   404   422   422   422   422   404   422   422   422"),
    "directory:shift_removal": "POST 302   404   404   404   404   404   404   302   302   404",
    "directory:settings": "GET  302   404   404   404   404   404   404   302   404   404",
    # the officer's day
    "desk:today": STAFF_READS,
    "desk:today_rows": STAFF_READS,
    "desk:signatures": STAFF_DOES,
    "desk:enquiries": STAFF_READS,
    "desk:entry": (STAFF_READS, STAFF_INCOMPLETE),
    "desk:export": STAFF_READS,
    "desk:filters": STAFF_DOES,
    "desk:clashes": STAFF_READS,
    "desk:notices": STAFF_READS,
    "desk:notices_reading": STAFF_DOES,
    # one enquiry, for those whose remit and place cover it
    "desk:matter": COVERED_READ,
    "desk:paper": COVERED_READ,
    "desk:fact": (
        "GET  302   404   404   404   200   200   404   404   200   302",
        "POST 302   404   404   404   302   302   404   404   302   302",
    ),
    **{f"desk:{act}": COVERED_FORM for act in ("note", "handover")},
    **{f"desk:{act}": UNITS_FORM for act in ("contact", "message", "verdict", "attachment")},
    # Nothing of the kind is due in the scene: the page says what changed.
    **{
        f"desk:{act}": "POST 302   404   404   404   409   409   404   404   409   409"
        for act in ("signature", "acceptance", "return", "next_step", "rest", "finding", "remedy", "conversion")
    },
    "desk:owner": "POST 302   404   404   404   409   409   404   404   422   409",  # a head gives it to another post
    "desk:matches": COVERED_READ,
    "desk:lists": (
        "GET  302   404   404   404   302   302   404   404   302   404",
        "POST 302   404   404   404   302   302   404   404   302   404",
    ),
    "desk:judgements": "POST 302   404   404   404   302   302   404   404   302   404",
    **{
        f"desk:match_{act}": (
            "GET  302   404   404   404   200   200   404   404   200   404",
            "POST 302   404   404   404   422   422   404   404   422   404",
        )
        for act in ("unfit", "introduction", "visit")
    },
    "desk:introduction_answer": "POST 302   404   404   404   422   422   404   404   422   404",
    # offers: one of the zone's own, which is internal
    "desk:offers": STAFF_READS,
    "desk:offers_export": STAFF_READS,
    "desk:offer_entry": (STAFF_READS, STAFF_INCOMPLETE),
    "desk:offer_confirmations": STAFF_DOES,
    "desk:offer": COVERED_READ,
    "desk:offer_attachment": COVERED_READ,
    "desk:offer_changes": (
        "GET  302   404   404   404   200   200   404   404   200   404",
        "POST 302   404   404   404   422   422   404   404   422   404",
    ),
    **{f"desk:offer_{act}": UNITS_FORM for act in ("visibility", "owner", "paper")},
    **{
        f"desk:offer_{act}": "POST 302   404   404   404   302   302   404   404   302   409"
        for act in ("confirmation", "reservation", "letting", "withdrawal")
    },
    "desk:offer_reopening": "POST 302   404   404   404   409   409   404   404   409   409",  # it can be had
    "desk:offer_photos": "POST 302   404   404   404   422   422   404   404   422   422",
    **{
        f"desk:{act}": "POST 302   404   404   404   302   302   404   404   302   302"
        for act in ("offer_photo_order", "offer_photo_removal")
    },
    "desk:offer_imports": (STAFF_READS, STAFF_INCOMPLETE),
    "desk:offer_import_template": STAFF_READS,
    "desk:offer_import": OWNER_READS,
    "desk:offer_import_columns": OWNER_DOES,
    "desk:offer_importing": OWNER_DOES,
    "desk:offer_import_removal": OWNER_DOES,
    "desk:offer_import_book": OWNER_READS,
    # of a public offer
    "supply:photo": EVERYBODY_READS,
    # settings of the enquiries
    "enquiries:routing": OPERATOR_READS,
    "enquiries:allowance_examples": OPERATOR_READS,
    "enquiries:preset": OPERATOR_DOES,
    "enquiries:replies": "GET  302   404   404   404   404   404   404   200   200   404",
    "enquiries:imports": (STAFF_READS, STAFF_INCOMPLETE),
    "enquiries:import_template": STAFF_READS,
    "enquiries:import": OWNER_READS,
    "enquiries:importing": OWNER_DOES,
    "enquiries:import_removal": OWNER_DOES,
    "enquiries:import_book": OWNER_READS,
    "enquiries:new_rule": OPERATOR_FORM,
    "enquiries:rule": OPERATOR_FORM,
    "enquiries:rule_place": OPERATOR_DOES,
    "enquiries:rule_retirement": "POST 302   404   404   404   404   404   404   200   404   404",
    "enquiries:rule_return": OPERATOR_DOES,
    "enquiries:allowances": OPERATOR_FORM,
    "enquiries:new_reply": (
        "GET  302   404   404   404   404   404   404   200   200   404",
        "POST 302   404   404   404   404   404   404   422   422   404",
    ),
    "enquiries:reply": OPERATOR_FORM,
    "enquiries:reply_standing": OPERATOR_DOES,
    "enquiries:consent": OPERATOR_FORM,
    # and of matching
    "matching:needs": OPERATOR_READS,
    "matching:new_need": OPERATOR_FORM,
    "matching:need": OPERATOR_FORM,
    "matching:need_trial": OPERATOR_FORM,
    "matching:need_standing": OPERATOR_DOES,
    "matching:need_seed": OPERATOR_DOES,
    # for heads
    "desk:brief": "GET  302   404   404   404   404   404   404   404   200   200",
    # The east was asked and did not answer.
    "desk:ruling": "POST 302   404   409   404   409   409   404   404   409   422",
    # Both sides read a clash; the city desk rules.
    "desk:clash": (
        "GET  302   404   404   404   200   200   404   404   200   200",
        "POST 302   404   404   404   404   404   404   404   404   422",
    ),
    # one's own
    "desk:filter_removal": OWNER_DOES,
    "desk:notice_reading": OWNER_DOES,
    "desk:succession": (
        "GET  302   404   404   404   404   200   404   200   200   404",
        "POST 302   404   404   404   404   422   404   422   422   404",
    ),
    # bundles and where the days are
    "approvals:bundles": OPERATOR_READS,
    "approvals:bundle_upload": OPERATOR_FORM,
    "approvals:bundle": (OPERATOR_READS, "POST 302   404   404   404   404   404   404   200   404   404"),
    "approvals:bundle_sketch": "POST 302   404   404   404   404   404   404   200   404   404",
    "approvals:bundle_document": OPERATOR_READS,
    "approvals:bundle_drafts": OPERATOR_DOES,
    "approvals:bundle_publication": OPERATOR_FORM,
    "approvals:bundle_removal": OPERATOR_DOES,
    "approvals:bundle_standing": OPERATOR_DOES,
    "approvals:bundle_simulation": (OPERATOR_READS, "POST 302   404   404   404   404   404   404   200   404   404"),
    "approvals:days": STAFF_READS,
    "approvals:bundle_days": EVERYBODY_READS,
    # the catalogue of services
    "approvals:services": OPERATOR_READS,
    "approvals:services_import": OPERATOR_FORM,
    "approvals:services_writing": OPERATOR_DOES,
    "approvals:service": OPERATOR_READS,
    "approvals:service_drafts": OPERATOR_DOES,
    "approvals:service_retirement": OPERATOR_DOES,
    "approvals:service_version": OPERATOR_FORM,
    "approvals:service_publication": OPERATOR_INCOMPLETE,
    "approvals:service_removal": OPERATOR_DOES,
    **PROJECT_ROUTES,
}
