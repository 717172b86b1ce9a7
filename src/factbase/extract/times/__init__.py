"""When each figure holds.

An expression of time (`timex`) is found by the forms of a language (`forms`, `grammar`, `finder`, `rows`) and comes to an EDTF
date (`meanings`, `value`, `backward`). The times and figures of an article stand in its `timeline`; a time that may be a figure's
own is a `candidate`, which rows of named rules (`kinds`, `places`, `between`, `belonging`) weigh; `dates` picks the best. What is
compared has its times from `comparing`; figures without a time of their own share one (`sharing`, `listing`, `results`, `scope`).
"""
