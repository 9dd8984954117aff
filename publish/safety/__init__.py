"""Safety: a contribution brings text, pictures and links into a page; nothing that runs or comes from elsewhere."""
