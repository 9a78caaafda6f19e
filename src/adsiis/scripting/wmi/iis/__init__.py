"""The namespace `root/MicrosoftIISv2`: the metabase as classes of WMI, over the objects of the provider."""
