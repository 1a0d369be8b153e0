"""What files carry besides what they show: taken out of the copies that are served, and told to whom it concerns.

Knows bytes, nothing of content. `served_copy` cuts, `inscriptions` and `pdf_texts` tell.
"""
