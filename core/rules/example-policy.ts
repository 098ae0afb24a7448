/** The Terraform of an example whose role `invoices` has one inline policy, with these statements. */
export function rolePolicy(statements: string): string {
  return `resource "aws_iam_role_policy" "invoices" {
  role = aws_iam_role.invoices.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [${statements}]
  })
}`;
}
