/** Programs that ordinary work is done with. */
export const browsers = {
  mac: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/134.0.0.0 Safari/537.36',
  windows: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/134.0.0.0 Safari/537.36',
  linux: 'Mozilla/5.0 (X11; Linux x86_64; rv:136.0) Gecko/20100101 Firefox/136.0',
  edge: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/134.0.0.0 Safari/537.36 Edg/134.0.0.0',
  safari: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.3 Safari/605.1.15',
  phone: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_3_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.3 Mobile/15E148 Safari/604.1',
  android: 'Mozilla/5.0 (Linux; Android 15; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/134.0.0.0 Mobile Safari/537.36',
} as const

export const tools = {
  cliMac:
    'aws-cli/2.24.18 md/awscrt#0.23.8 ua/2.0 os/macos#24.3.0 md/arch#arm64 lang/python#3.12.9 md/pyimpl#CPython m/b,Z cfg/retry-mode#standard md/installer#exe',
  cliLinux:
    'aws-cli/2.24.10 md/awscrt#0.23.8 ua/2.0 os/linux#6.8.0-1021-aws md/arch#x86_64 lang/python#3.12.9 md/pyimpl#CPython cfg/retry-mode#standard',
  cliUbuntu:
    'aws-cli/2.22.35 md/awscrt#0.23.4 ua/2.0 os/linux#6.8.0-52-generic md/arch#x86_64 lang/python#3.12.6 md/pyimpl#CPython cfg/retry-mode#standard',
  cliWindows: 'aws-cli/2.23.15 md/awscrt#0.23.8 ua/2.0 os/windows#11 md/arch#amd64 lang/python#3.12.6 md/pyimpl#CPython cfg/retry-mode#standard',
  terraform:
    'APN/1.0 HashiCorp/1.0 Terraform/1.10.5 (+https://www.terraform.io) terraform-provider-aws/5.88.0 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.36.1 ua/2.1 os/linux lang/go#1.23.6',
  boto: 'Boto3/1.36.26 md/Botocore#1.36.26 ua/2.0 os/linux#6.8.0-1021-aws md/arch#x86_64 lang/python#3.12.3 md/pyimpl#CPython cfg/retry-mode#legacy Botocore/1.36.26',
  botoNotebook:
    'Boto3/1.35.99 md/Botocore#1.35.99 ua/2.0 os/macos#24.3.0 md/arch#arm64 lang/python#3.11.11 md/pyimpl#CPython cfg/retry-mode#legacy Botocore/1.35.99',
  java: 'aws-sdk-java/2.30.11 md/io#sync md/http#Apache ua/2.1 os/Linux#6.8.0-1021-aws lang/java#21.0.6 md/OpenJDK_64-Bit_Server_VM#21.0.6+7-LTS md/vendor#Amazon.com_Inc.',
  javascript: 'aws-sdk-js/3.750.0 ua/2.1 os/linux#6.8.0-1021-aws lang/js md/nodejs#22.14.0 api/secrets-manager#3.750.0',
  agent: 'amazon-ssm-agent/3.3.1611.0 (go1.22.11; linux; amd64)',
  actions: 'aws-actions/configure-aws-credentials@v4 aws-sdk-js/3.731.1 ua/2.1 os/linux#6.8.0-1021-azure lang/js md/nodejs#20.18.2',
  prowler:
    'Boto3/1.36.20 md/Botocore#1.36.20 ua/2.0 os/macos#24.2.0 md/arch#arm64 lang/python#3.12.8 md/pyimpl#CPython cfg/retry-mode#standard Botocore/1.36.20 APN_1826889',
} as const
