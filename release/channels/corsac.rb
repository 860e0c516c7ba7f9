class Corsac < Formula
  desc "CORS for AWS Lambda: run it locally, see why a call is blocked"
  homepage "@REPOSITORY@"
  url "@REPOSITORY@/releases/download/v@VERSION@/corsac-@VERSION@.zip"
  sha256 "@SHA256@"
  license "Apache-2.0"

  depends_on "openjdk"

  def install
    rm "bin/corsac.bat"
    libexec.install Dir["*"]
    (bin/"corsac").write_env_script libexec/"bin/corsac", Language::Java.overridable_java_home_env
  end

  test do
    assert_match "corsac #{version}", shell_output("#{bin}/corsac --version")
  end
end
