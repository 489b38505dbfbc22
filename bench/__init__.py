"""How fast the product is, beside a bare Django application that does the least it could.

`python -m bench` starts both in the same server (the flags of production) on the same PostgreSQL,
each with 1,000 people in 20 homes and 200 notes for each person, and asks both in turns for the
same three things: the list of a home's people, one person with the last 20 notes, and the record
of a drink. Ours answers with row security, sign-in, history and audit in force, from a fresh copy
of its database each time.
"""
