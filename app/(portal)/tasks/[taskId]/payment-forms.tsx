"use client";

export { TransactionForm } from "./transaction-form";
export { UploadForm } from "./upload-form";
