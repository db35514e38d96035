"""The site that machines of others call: no pages, no session, each call signed. So far the carrier of text messages does."""
