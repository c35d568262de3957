"""Instagram conversations from Meta's "Download your information": the same files that Messenger has."""

from chatmine.formats.messenger_json import MetaJson

FORMAT = MetaJson("instagram_json", "Instagram conversations from Meta's download")
