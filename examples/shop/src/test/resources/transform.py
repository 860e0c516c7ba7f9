"""Prints the CloudFormation template that SAM makes of the given one, as JSON, without an AWS account."""
import json
import os
import sys

os.environ.setdefault("AWS_DEFAULT_REGION", "eu-central-1")

from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse

with open(sys.argv[1], encoding="utf-8") as file:
    template = yaml_parse(file.read())
# The transform runs behind the upload of the code, so it knows only addresses in S3.
for resource in template["Resources"].values():
    if resource["Type"] == "AWS::Serverless::Function":
        resource["Properties"]["CodeUri"] = "s3://bucket/key"
print(json.dumps(Translator({}, Parser()).translate(template, parameter_values={}), indent=1))
