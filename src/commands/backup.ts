// npm run backup -- FILE: all that the embedded store of DATA_DIR keeps, in one file; the program may run meanwhile.
import { backUp } from "../run/backup.js";
import { AssistantError } from "../shared/errors.js";

const [file, ...more] = process.argv.slice(2);
if (file === undefined || more.length > 0) {
  process.stderr.write("npm run backup -- FILE   (of the folder that DATA_DIR names)\n");
  process.exitCode = 2;
} else {
  try {
    const { files, bytes } = await backUp(process.env["DATA_DIR"] ?? "./data", file, new Date());
    process.stdout.write(`${files} files, ${bytes} bytes kept in ${file}\n`);
  } catch (fault) {
    const isOurs = fault instanceof AssistantError || (fault instanceof Error && "code" in fault);
    process.stderr.write(`${isOurs ? fault.message : String(fault)}\n`);
    process.exitCode = 1;
  }
}
