"""Police agencies, their officers, and what these may do.

An *agency* is the centre, a province's or a commune's police; its code begins with the *scope* of the agency above it, so
*jurisdiction* is one comparison of prefixes. An *officer* belongs to one agency and to *permission groups*; a group grants
*rights*, each an action on a function of a subsystem, as in the officers' guide. Codes and phones below the ministry are
not public: those that come with the product are demo data, and say so.
"""
